package dev.siteedge.edge.store;

import dev.siteedge.edge.log.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Under which name each process that wrote this folder's log owns its place in the store, noted in the log before the
 * process gives out a position. A manifest tells by its name whose positions it has; so a copy of the folder that ran in
 * between, and gave the same positions to other events, is told apart. Immutable.
 *
 * @param all oldest first, at least one
 */
record Tenures(List<Tenure> all) {
    static final String NOTE = "tenures";
    /** The oldest is the last that is known to have owned; those after it may have. */
    static final int MAX = 100;

    /**
     * @param name no other process has it
     * @param from the first position that it could give out
     */
    record Tenure(String name, long from) {}

    Tenures {
        all = List.copyOf(all);
    }

    /** What is noted in a log; under the log's own id when nothing is. */
    static Tenures of(EventLog log) {
        String noted = log.note(NOTE);
        if (noted.isEmpty()) {
            return new Tenures(List.of(new Tenure(log.id(), 1)));
        }
        List<Tenure> all = new ArrayList<>();
        for (String one : noted.split(",")) {
            int at = one.lastIndexOf('@');
            all.add(new Tenure(one.substring(0, at), Long.parseLong(one.substring(at + 1))));
        }
        return new Tenures(all);
    }

    boolean include(String name) {
        return all.stream().anyMatch(tenure -> tenure.name().equals(name));
    }

    /** The name of the process that runs. */
    String current() {
        return all.get(all.size() - 1).name();
    }

    /**
     * The last position of this log that can be what is stored under the name.
     *
     * @param next the position that the log gives out next
     * @return empty when no process of this folder had the name
     */
    OptionalLong lastOf(String name, long next) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name().equals(name)) {
                return OptionalLong.of(i + 1 < all.size() ? all.get(i + 1).from() - 1 : next - 1);
            }
        }
        return OptionalLong.empty();
    }

    /** The next process; those before the one that is seen to have owned are over for good. */
    Tenures succeededBy(String name, long from, String seen) {
        List<Tenure> kept = new ArrayList<>(all);
        if (include(seen)) {
            while (!kept.get(0).name().equals(seen)) {
                kept.remove(0);
            }
        }
        while (kept.size() >= MAX) {
            kept.remove(1);
        }
        kept.add(new Tenure(name, from));
        return new Tenures(kept);
    }

    String note() {
        return String.join(
                ",",
                all.stream().map(tenure -> tenure.name() + "@" + tenure.from()).toList());
    }
}
