/// The figures for Prometheus. What is, is read from the newest picture when somebody scrapes
/// ([ClusterMetrics]); what happened is counted when it happens ([MicrometerTelemetry]). Labels are
/// hosts, groups and fixed words: nothing per resource.
@NullMarked
package io.halo.manager.adapter.metrics;

import org.jspecify.annotations.NullMarked;
