package io.halo.core.scenario;

import java.nio.file.*;

public class Tmp {
    public static void main(String[] a) throws Exception {
        int[] s = {0};
        int k = Integer.parseInt(System.getenv("K"));
        System.out.println(
                Scenario.run(
                        Files.readString(Path.of(System.getenv("F")))
                                + "\nadvance 3m\nshow\n----\n",
                        c -> {
                            if (++s[0] == k) {
                                c.say("KILL at step " + k);
                                c.restartNow();
                            }
                        }));
    }
}
