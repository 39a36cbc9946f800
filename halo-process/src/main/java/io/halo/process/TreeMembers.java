package io.halo.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides who belongs to a tree, in one look at the process table.
final class TreeMembers {
    private final ProcTable table;
    private final String token;
    private final @Nullable ProcessIdentity leader;

    /// @param leader null: not known, only the token counts
    TreeMembers(ProcTable table, String token, @Nullable ProcessIdentity leader) {
        this.table = table;
        this.token = token;
        this.leader = leader;
    }

    /// Those that run, in the order of their pids. Never we ourselves, whoever started us.
    List<ProcessIdentity> find() {
        var members = new LinkedHashSet<Long>();
        var unmarked = new ArrayList<ProcEntry>();
        var running = new LinkedHashMap<Long, ProcEntry>();
        var everybody = table.all();
        boolean groupIsOurs = groupIsOurs(everybody);
        for (ProcEntry entry : everybody) {
            if (entry.pid() == Program.SELF.pid() || entry.isDead() || isOlder(entry)) {
                continue;
            }
            running.put(entry.pid(), entry);
            var mark = table.token(entry.pid());
            if (mark.filter(token::equals).isPresent() || isLeader(entry)) {
                members.add(entry.pid());
            } else if (mark.isEmpty()) {
                unmarked.add(entry);
                if (groupIsOurs && isInGroup(entry)) {
                    members.add(entry.pid());
                }
            }
        }
        addChildren(members, unmarked);
        return identities(members, running);
    }

    /// As long as one process is in a group or session, the kernel gives its number to nobody else.
    /// So the group is still the leader's, unless the number is a different process by now: then
    /// the old group ended before.
    private boolean groupIsOurs(List<ProcEntry> everybody) {
        var known = leader;
        return known != null
                && known.startTime() != ProcessIdentity.NEVER_SEEN
                && everybody.stream()
                        .filter(entry -> entry.pid() == known.pid())
                        .allMatch(entry -> entry.startTime() == known.startTime());
    }

    /// Who ran before the tree began is not of it. That spares a look at the environment of nearly
    /// everybody.
    private boolean isOlder(ProcEntry entry) {
        return leader != null && entry.startTime() < leader.startTime();
    }

    private boolean isLeader(ProcEntry entry) {
        return leader != null && table.identity(entry).equals(leader);
    }

    private boolean isInGroup(ProcEntry entry) {
        return leader != null && (entry.session() == leader.pid() || entry.group() == leader.pid());
    }

    private static void addChildren(Set<Long> members, List<ProcEntry> unmarked) {
        boolean grown = !members.isEmpty();
        while (grown) {
            grown = false;
            for (ProcEntry entry : unmarked) {
                grown |= members.contains(entry.parent()) && members.add(entry.pid());
            }
        }
    }

    private List<ProcessIdentity> identities(Set<Long> members, Map<Long, ProcEntry> running) {
        return running.values().stream()
                .filter(entry -> members.contains(entry.pid()))
                .map(table::identity)
                .toList();
    }
}
