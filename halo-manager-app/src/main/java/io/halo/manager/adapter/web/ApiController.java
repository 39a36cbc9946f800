package io.halo.manager.adapter.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /openapi.json`. Made when somebody asks for the first time.
@RestController
final class ApiController {
    private volatile byte @Nullable [] document;

    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> document() {
        byte[] known = document;
        if (known == null) {
            known = ApiDocument.bytes();
            document = known;
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(known);
    }
}
