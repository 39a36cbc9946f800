package io.halo.manager.adapter.web;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where to listen.
///
/// @param socket of the full API; its permissions are the authority
/// @param http of what may only be read, or null for nothing; port 0 takes any
public record WebSettings(Path socket, @Nullable InetSocketAddress http) {}
