package io.halo.shell.render;

/// Where text goes: how wide it may be, and whether colours are welcome.
///
/// @param columns width of the terminal; 0 if there is none, then nothing is folded
public record Page(int columns, boolean coloured) {
    public static final Page PLAIN = new Page(0, false);

    /// Narrower than this, folding makes nothing clearer.
    private static final int NARROWEST = 20;

    /// Whether somebody looks at it who sees how a line is written over.
    public boolean isTerminal() {
        return columns > 0;
    }

    String coloured(Colour colour, String text) {
        return coloured ? colour.start() + text + "\u001b[0m" : text;
    }

    boolean fits(int width) {
        return columns == 0 || width <= columns;
    }

    /// Breaks a line between words; the lines after the first are indented.
    public String folded(String line, int indent) {
        if (fits(line.length())) {
            return line;
        }
        int width = Math.max(columns, NARROWEST);
        int hanging = Math.min(indent, width / 3);
        StringBuilder folded = new StringBuilder();
        String rest = line;
        while (rest.length() > width) {
            int cut = rest.lastIndexOf(' ', width);
            if (rest.substring(0, Math.max(cut, 0)).isBlank()) {
                cut = width;
            }
            folded.append(rest.substring(0, cut).stripTrailing()).append('\n');
            rest = " ".repeat(hanging) + rest.substring(cut).stripLeading();
        }
        return folded.append(rest).toString();
    }
}
