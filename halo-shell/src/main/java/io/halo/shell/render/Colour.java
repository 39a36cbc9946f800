package io.halo.shell.render;

/// Colours only repeat what the words say already.
enum Colour {
    GREEN("32"),
    YELLOW("33"),
    RED("1;31"),
    CYAN("36");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    String start() {
        return "\u001b[" + code + "m";
    }

    static Colour ofVerdict(String level) {
        return switch (level) {
            case "OK" -> GREEN;
            case "CRITICAL" -> RED;
            case "OBSERVE", "MAINTENANCE" -> CYAN;
            default -> YELLOW;
        };
    }
}
