package io.halo.manager.adapter.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The parameters that a route takes in its query; without it, none. Others are refused by
/// [ParameterCheck].
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Query {
    String WAIT = "wait";
    String DRY_RUN = "dry_run";
    String OBJECT = "object";
    String SINCE = "since";
    String INCIDENT = "incident";
    String LIMIT = "limit";

    String[] value();
}
