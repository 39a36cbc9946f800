package io.halo.manager.adapter.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Refuses parameters that a route does not take: who asks for a dry run with a misspelt word must
/// not get a wet one, and who asks for the events of one host not those of all. The same for one
/// that is there twice, `object` aside: nobody can tell which was meant.
final class ParameterCheck implements WebMvcConfigurer, HandlerInterceptor {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.getBeanType() != ErrorPage.class) {
            List<String> taken = taken(method.getMethodAnnotation(Query.class));
            request.getParameterMap()
                    .forEach((name, values) -> {
                        if (!taken.contains(name)) {
                            throw new MalformedException(
                                    "there is no parameter '" + name + "' here");
                        }
                        if (values.length > 1 && !name.equals(Query.OBJECT)) {
                            throw new MalformedException("'" + name + "' is there more than once");
                        }
                    });
        }
        return true;
    }

    private static List<String> taken(@Nullable Query query) {
        return query == null ? List.of() : List.of(query.value());
    }
}
