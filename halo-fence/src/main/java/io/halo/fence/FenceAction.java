package io.halo.fence;

/// What a fence program is asked to do. `reboot` is not among them: it proves nothing about a host
/// being off.
public enum FenceAction {
    OFF("off"),
    ON("on"),
    STATUS("status");

    private final String word;

    FenceAction(String word) {
        this.word = word;
    }

    /// As fence agents call it.
    public String word() {
        return word;
    }
}
