package io.halo.shell.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Folds names that differ in one number, as `clush` and Slurm write them: `oss00 oss01 oss02
/// oss05` is `oss[00-02,05]`; and unfolds what people type.
public final class NodeSet {
    /// The last number of a name; longer ones are serial numbers, not counters.
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})(\\D*)");

    /// Between what stands before and after the number in a key; no name has it.
    private static final char GAP = '\0';

    private static final Pattern RANGES =
            Pattern.compile("\\[(\\d{1,8}(?:-\\d{1,8})?(?:,\\d{1,8}(?:-\\d{1,8})?)*)\\]");

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

    /// What is wrong with a word as a set of hosts, as the end of the sentence "… must be".
    static Optional<String> problem(String word) {
        long names = 1;
        Matcher ranges = RANGES.matcher(word);
        while (ranges.find()) {
            long numbers = 0;
            for (String range : ranges.group(1).split(",")) {
                String[] ends = range.split("-");
                int count = Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]);
                if (count < 0) {
                    return Optional.of("a set of hosts that counts up, such as oss[00-03]");
                }
                numbers += count + 1;
            }
            names = Math.min(names * numbers, Integer.MAX_VALUE);
        }
        return names > UNFOLDED_MAX
                ? Optional.of("a set of at most " + UNFOLDED_MAX + " hosts")
                : Optional.empty();
    }

    /// The names that a word stands for, in its order: `oss[00-02,05]` is `oss00 oss01 oss02
    /// oss05`, and `r[1-2]n[1-2]` is `r1n1 r1n2 r2n1 r2n2`. What is no such set stands for itself;
    /// a comma outside of brackets parts nothing, for a name may have one. The parser lets no word
    /// pass that has a [#problem].
    public static List<String> unfold(String word) {
        var names = new LinkedHashSet<String>();
        unfold("", word, names);
        return List.copyOf(names);
    }

    /// All of several words, each name once.
    public static List<String> unfold(Collection<String> words) {
        var names = new LinkedHashSet<String>();
        words.forEach(word -> names.addAll(unfold(word)));
        return List.copyOf(names);
    }

    private static void unfold(String before, String set, Collection<String> names) {
        Matcher ranges = RANGES.matcher(set);
        if (!ranges.find()) {
            names.add(before + set);
            return;
        }
        String head = before + set.substring(0, ranges.start());
        String rest = set.substring(ranges.end());
        for (String range : ranges.group(1).split(",")) {
            String[] ends = range.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            int width = ends[0].startsWith("0") ? ends[0].length() : 0;
            for (int i = Integer.parseInt(ends[0]); i <= last; i++) {
                unfold(head + padded(width, i), rest, names);
            }
        }
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
