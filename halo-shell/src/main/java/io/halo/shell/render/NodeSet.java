package io.halo.shell.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Folds names that differ in one number: `oss00 oss01 oss02 oss05` is `oss[00-02,05]`.
public final class NodeSet {
    /// The last number of a name; longer ones are serial numbers, not counters.
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})(\\D*)");

    /// Between what stands before and after the number in a key; no name has it.
    private static final char GAP = '\0';

    private static final Pattern FOLDED =
            Pattern.compile(
                    "([^\\[\\]]*)\\[(\\d{1,8}(?:-\\d{1,8})?(?:,\\d{1,8}(?:-\\d{1,8})?)*)\\]([^\\[\\]]*)");

    /// More hosts than the largest cluster has are a slip of the fingers.
    private static final int UNFOLDED_MAX = 10_000;

    private NodeSet() {}

    /// The folded sets, in the order in which their first names come.
    public static List<String> fold(Collection<String> names) {
        Map<String, List<String>> numbered = new LinkedHashMap<>();
        for (String name : names) {
            Matcher matcher = NUMBERED.matcher(name);
            boolean matches = matcher.matches();
            String frame = matches ? matcher.group(1) + GAP + matcher.group(3) : name + GAP;
            numbered.computeIfAbsent(frame, _ -> new ArrayList<>())
                    .add(matches ? matcher.group(2) : "");
        }
        List<String> sets = new ArrayList<>();
        numbered.forEach((frame, digits) ->
                byWidth(digits)
                        .forEach((width, numbers) ->
                                sets.add(
                                        frame.replace(
                                                String.valueOf(GAP), ranges(width, numbers)))));
        return sets;
    }

    /// The names that a folded set stands for, in its order: `oss[00-02,05]` is `oss00 oss01 oss02
    /// oss05`. A word that is no such set stands for itself.
    public static List<String> unfold(String word) {
        Matcher set = FOLDED.matcher(word);
        if (!set.matches()) {
            return List.of(word);
        }
        List<String> names = new ArrayList<>();
        for (String range : set.group(2).split(",")) {
            String[] ends = range.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            int width = ends[0].length();
            for (int i = Integer.parseInt(ends[0]); i <= last && names.size() < UNFOLDED_MAX; i++) {
                names.add(
                        set.group(1)
                                + padded(ends[0].startsWith("0") ? width : 0, i)
                                + set.group(3));
            }
        }
        return names;
    }

    /// Numbers by their width; all together under 0 if none is padded. A width of -1 stands for no
    /// number.
    private static Map<Integer, NavigableSet<Integer>> byWidth(List<String> digits) {
        boolean padded =
                digits.stream().anyMatch(number -> number.length() > 1 && number.startsWith("0"));
        Map<Integer, NavigableSet<Integer>> widths = new TreeMap<>();
        for (String number : digits) {
            int width = number.isEmpty() ? -1 : padded ? number.length() : 0;
            NavigableSet<Integer> numbers = widths.computeIfAbsent(width, _ -> new TreeSet<>());
            if (!number.isEmpty()) {
                numbers.add(Integer.valueOf(number));
            }
        }
        return widths;
    }

    private static String ranges(int width, NavigableSet<Integer> numbers) {
        List<String> ranges = new ArrayList<>();
        for (Integer first : numbers) {
            if (numbers.contains(first - 1)) {
                continue;
            }
            int last = first;
            while (numbers.contains(last + 1)) {
                last++;
            }
            ranges.add(
                    first == last
                            ? padded(width, first)
                            : padded(width, first) + "-" + padded(width, last));
        }
        String text = String.join(",", ranges);
        return numbers.size() > 1 ? "[" + text + "]" : text;
    }

    private static String padded(int width, int number) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
