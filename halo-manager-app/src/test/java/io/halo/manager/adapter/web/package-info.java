@NullMarked
package io.halo.manager.adapter.web;

import org.jspecify.annotations.NullMarked;
