package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.render.JsonText;
import io.halo.shell.render.YamlText;
import io.halo.shell.spec.Parsed.Invocation;
import java.util.function.Supplier;

/// Prints a result in the format that was asked for.
final class Output {
    private Output() {}

    static void print(
            Json document, Invocation invocation, Console console, Supplier<String> text) {
        console.print(
                switch (invocation.globals().output()) {
                    case JSON -> JsonText.pretty(document);
                    case YAML -> YamlText.of(document);
                    case TABLE -> text.get();
                });
    }
}
