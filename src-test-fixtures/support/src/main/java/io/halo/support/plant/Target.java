package io.halo.support.plant;

/// A method whose body is replaced by an answer.
///
/// @param type the class, by its full name
/// @param method its name
/// @param parameters how many it has; tells overloads apart
public record Target(String type, String method, int parameters, Reply reply) {
    @Override
    public String toString() {
        return type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }
}
