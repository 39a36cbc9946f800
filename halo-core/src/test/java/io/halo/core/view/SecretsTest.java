package io.halo.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pass",
                "passwd",
                "password",
                "secret",
                "token",
                "PASSWORD",
                "db_password",
                "admin-pass",
                "dbPass",
                "pass2",
                "my.secret.file",
                "apitoken",
                "replication_passwd",
                "passphrase"
            })
    void hides(String name) {
        assertThat(Secrets.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "bypass", "passive", "compass_host", "mountpoint", ""})
    void shows(String name) {
        assertThat(Secrets.isSecret(name)).isFalse();
    }

    @Test
    void keepsOrderAndNames() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("z", "1");
        parameters.put("password", "2");
        parameters.put("a", "3");

        assertThat(Secrets.hidden(parameters).toString()).isEqualTo("{z=1, password=***, a=3}");
    }
}
