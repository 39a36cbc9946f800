package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.Halo.Result;
import io.halo.shell.client.FakeManager;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `bin/halo` itself: where it may be called from, and what it becomes.
@Timeout(300)
class LauncherIT {
    private static final CopyOption[] KEEPING_TIMES = {StandardCopyOption.COPY_ATTRIBUTES};

    @TempDir Path directory;

    @Test
    void linksAreFollowedAndTheDirectoryIsKept() throws IOException {
        Path first = Files.createSymbolicLink(directory.resolve("first"), Halo.launcher("halo"));
        Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("first"));
        try (FakeManager _ = new FakeManager(directory.resolve("s"), FakeManager.json(200, "{}"))) {
            assertThat(new Halo(directory).from(second).run("status", "--socket", "s").status())
                    .isZero();
            assertThat(first).isSymbolicLink();
        }
    }

    @Test
    void anInstallationNeedsNoSourceTree() throws IOException {
        copy(Halo.launcher("halo").getParent(), directory.resolve("opt/bin"));
        copy(Path.of("target/dist"), directory.resolve("opt/lib/halo"));
        Halo installed = new Halo(directory).from(directory.resolve("opt/bin/halo"));
        assertThat(installed.run("version")).satisfies(LauncherIT::isVersion);

        Files.delete(directory.resolve("opt/lib/halo/halo.aot"));
        assertThat(installed.run("version")).satisfies(LauncherIT::isVersion);

        Files.writeString(directory.resolve("opt/lib/halo/halo.aot"), "not a cache");
        assertThat(installed.run("version")).satisfies(LauncherIT::isVersion);

        Files.delete(directory.resolve("opt/lib/halo/halo.jar"));
        Result missing = installed.run("version");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).startsWith("halo: halo.jar is not installed").hasLineCount(1);
    }

    private static void isVersion(Result result) {
        assertThat(result.status()).isZero();
        assertThat(result.out()).startsWith("halo ").hasLineCount(1);
        assertThat(result.err()).isEmpty();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, KEEPING_TIMES);
            }
        }
    }

    @Test
    void aJavaThatWasNamedMustBeRight() {
        Result result = new Halo(directory).with("HALO_JAVA_HOME", "/nowhere").run("version");
        assertThat(result)
                .isEqualTo(
                        new Result(
                                1, "", "halo: HALO_JAVA_HOME=/nowhere is not a Java 25 runtime\n"));
    }

    @Test
    void anotherJavaHomeIsPassedOver() {
        Result result = new Halo(directory).with("JAVA_HOME", "/nowhere").run("version");
        assertThat(result.status()).isZero();
    }

    @Test
    void argumentsArriveAsTheyAre() {
        Result result = new Halo(directory).run("help", "a  b", "*", "$HOME");
        assertThat(result.err()).contains("no help for 'a b * $HOME'");
    }

    @Test
    void itBecomesTheJvm() throws IOException, InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeManager _ =
                new FakeManager(
                        directory.resolve("s"),
                        client -> {
                            asked.countDown();
                            FakeManager.silence().give(client);
                        })) {
            Halo halo = new Halo(directory);
            Process process =
                    halo.builder(halo.command("status", "--socket", "s"))
                            .redirectErrorStream(true)
                            .start();
            try {
                assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.info().command().orElse("")).endsWith("/bin/java");
                assertThat(process.children()).isEmpty();
            } finally {
                process.destroy();
            }
            assertThat(process.waitFor(Duration.ofSeconds(60))).isTrue();
        }
    }

    @Test
    void theOtherLaunchersAreSoundShell() {
        for (String name : List.of("halo", "halo-agent", "halo-manager", "lib/launch")) {
            Result result =
                    new Halo(directory).run(List.of("sh", "-n", Halo.launcher(name).toString()));
            assertThat(result).isEqualTo(new Result(0, "", ""));
        }
    }
}
