package io.halo.shell.interactive;

import io.halo.shell.render.CleanText;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.springframework.shell.jline.PromptProvider;

/// `halo OK> `: the verdict, a second old at most, or that the manager does not answer.
record VerdictPrompt(LiveCluster cluster) implements PromptProvider {
    private static final int LONGEST = 20;

    @Override
    public AttributedString getPrompt() {
        String verdict = CleanText.line(cluster.verdict(), LONGEST);
        return new AttributedStringBuilder()
                .append("halo ")
                .styled(style(verdict), verdict)
                .append("> ")
                .toAttributedString();
    }

    private static AttributedStyle style(String verdict) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        if (!System.getenv().getOrDefault("NO_COLOR", "").isEmpty()) {
            return plain;
        }
        return switch (verdict) {
            case "OK" -> plain.foreground(AttributedStyle.GREEN);
            case "CRITICAL" -> plain.foreground(AttributedStyle.RED).bold();
            case "OBSERVE", "MAINTENANCE" -> plain.foreground(AttributedStyle.CYAN);
            default -> plain.foreground(AttributedStyle.YELLOW);
        };
    }
}
