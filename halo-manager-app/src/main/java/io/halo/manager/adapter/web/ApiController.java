package io.halo.manager.adapter.web;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// `GET /openapi.json`: `docs/openapi.yaml`, which the build compares with the controllers and puts
/// beside this class. Read when somebody asks for the first time.
@RestController
final class ApiController {
    private static final String DOCUMENT = "openapi.yaml";

    private volatile byte @Nullable [] document;

    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> document() throws IOException {
        byte[] known = document;
        if (known == null) {
            known = json();
            document = known;
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(known);
    }

    private static byte[] json() throws IOException {
        try (InputStream yaml = ApiController.class.getResourceAsStream(DOCUMENT)) {
            if (yaml == null) {
                throw new IllegalStateException(DOCUMENT + " is not in the program");
            }
            var settings = LoadSettings.builder().setLabel(DOCUMENT).build();
            return new JsonMapper().writeValueAsBytes(new Load(settings).loadFromInputStream(yaml));
        }
    }
}
