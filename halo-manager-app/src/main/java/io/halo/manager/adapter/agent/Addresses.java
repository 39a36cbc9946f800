package io.halo.manager.adapter.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// The addresses of one agent. Its name is resolved at load and, as long as nothing answers, again
/// from time to time. The last good answer of the resolver is kept: names that stop resolving must
/// not look like a dead host (B16).
///
/// On the gateway's thread only; the resolver itself, which may block for many seconds, runs on a
/// thread of its own.
final class Addresses {
    private final AgentAddress agent;
    private final GatewayThread thread;
    private final Executor resolver;
    private final boolean literal;
    private List<InetSocketAddress> known;
    private int next;
    private boolean asking;
    private String trouble = "its name is not resolved yet";

    Addresses(AgentAddress agent, GatewayThread thread, Executor resolver) {
        this.agent = agent;
        this.thread = thread;
        this.resolver = resolver;
        Optional<InetSocketAddress> address = literal(agent);
        literal = address.isPresent();
        known = address.stream().toList();
    }

    /// An address in the file needs no resolver.
    private static Optional<InetSocketAddress> literal(AgentAddress agent) {
        try {
            return Optional.of(
                    new InetSocketAddress(InetAddress.ofLiteral(agent.host()), agent.port()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The address to try now, the last good one first.
    Optional<InetSocketAddress> current() {
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(next % known.size()));
    }

    /// Nothing came of this address: the next try takes the next one, if the name has several.
    void failed(InetSocketAddress address) {
        if (current().filter(address::equals).isPresent()) {
            next = (next + 1) % known.size();
        }
    }

    /// Why there is no address.
    String trouble() {
        return trouble;
    }

    /// Asks the resolver, unless it is being asked or there is no name to ask for.
    ///
    /// @param then called on the gateway's thread when there is an answer, good or bad
    void resolve(Runnable then) {
        if (asking || literal) {
            return;
        }
        asking = true;
        resolver.execute(() -> {
            Answer answer = ask();
            thread.execute(() -> {
                take(answer);
                then.run();
            });
        });
    }

    private Answer ask() {
        try {
            var found = new ArrayList<InetSocketAddress>();
            for (InetAddress address : InetAddress.getAllByName(agent.host())) {
                found.add(new InetSocketAddress(address, agent.port()));
            }
            return new Answer(found, "");
        } catch (UnknownHostException e) {
            return new Answer(
                    List.of(),
                    "the name " + agent.host() + " cannot be resolved: " + e.getMessage());
        }
    }

    private void take(Answer answer) {
        asking = false;
        if (answer.found().isEmpty()) {
            trouble = answer.trouble();
        } else if (!answer.found().equals(known)) {
            known = List.copyOf(answer.found());
            next = 0;
        }
    }

    private record Answer(List<InetSocketAddress> found, String trouble) {}
}
