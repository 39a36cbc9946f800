package io.halo.manager.adapter.agent;

import io.halo.agent.v1.Manager;

/// What our requests claim; epoch 0 claims nothing (L8).
record Claim(long epoch, String manager) {
    static final Claim NONE = new Claim(0, "");

    Manager message() {
        return Manager.newBuilder().setEpoch(epoch).setInstance(manager).build();
    }
}
