package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Exposure;
import dev.siteedge.edge.event.GoalReached;
import dev.siteedge.edge.event.Revenue;
import dev.siteedge.edge.experiment.ExperimentRules;
import dev.siteedge.edge.experiment.ExperimentRules.Admission;
import dev.siteedge.edge.experiment.ExperimentRules.Goal;
import dev.siteedge.edge.identity.Caller;
import dev.siteedge.edge.identity.ConsentedUnits;
import dev.siteedge.edge.identity.Units;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Adds what experiments count. An exposure counts when the arm, recomputed from the bucket that came with the request, is
 * the one that was shown; a page or event that is a goal is added as reached, and the fold decides whether its unit was
 * exposed. What a page view or event says of experiments is not counted.
 */
record ExperimentStep(ExperimentRules rules, Units units) implements Step {
    private static final String USER = "user";

    @Override
    public String name() {
        return "experiments";
    }

    @Override
    public Outcome apply(Draft draft) {
        if (draft.body().page().forced()) {
            return draft.body().type() == Body.Type.EXPOSURE ? new Outcome.Dropped("forced_variant") : draft;
        }
        return switch (draft.body().type()) {
            case EXPOSURE -> exposures(draft);
            case PAGEVIEW, EVENT -> goals(draft);
            case ENGAGEMENT -> draft;
        };
    }

    private Outcome exposures(Draft draft) {
        OptionalInt bucket = units.bucket(draft.site(), caller(draft));
        if (bucket.isEmpty()) {
            return new Outcome.Dropped("experiments_off");
        }
        List<Event> events = new ArrayList<>();
        String refused = "";
        for (Map.Entry<String, String> shown : draft.body().experiments().entrySet()) {
            if (shown.getKey().equals(ConsentedUnits.COOKIE)) {
                continue;
            }
            Admission admission = rules.admit(
                    draft.site(),
                    shown.getKey(),
                    shown.getValue(),
                    bucket.getAsInt(),
                    draft.arrival().time());
            if (admission instanceof Admission.Admitted admitted) {
                events.add(exposure(draft, shown.getKey(), shown.getValue(), admitted.phase()));
            } else if (admission instanceof Admission.Refused refusal && refused.isEmpty()) {
                refused = refusal.reason();
            }
        }
        return events.isEmpty() ? new Outcome.Dropped(refused) : draft.withEvents(events);
    }

    /** Pages of mode static name their bucket beside the variants: their host's cookie does not come here. */
    private static Caller caller(Draft draft) {
        Caller caller = draft.arrival().caller();
        String named = draft.body().experiments().get(ConsentedUnits.COOKIE);
        return named == null || caller.bucketCookie() != null ? caller : caller.withBucketCookie(named);
    }

    private static Event exposure(Draft draft, String experiment, String variant, String phase) {
        String unit = visitorUnit(draft);
        return new Exposure(factId(draft, experiment, "exposure"), draft.site(), experiment, phase, unit, variant);
    }

    private Outcome goals(Draft draft) {
        List<Event> events = new ArrayList<>(draft.events());
        for (Goal goal : reached(draft)) {
            String unit = goal.unit().equals(USER) ? userUnit(draft) : visitorUnit(draft);
            if (unit != null) {
                events.add(new GoalReached(
                        factId(draft, goal.experiment(), "goal:" + goal.goal()),
                        draft.site(),
                        goal.experiment(),
                        goal.phase(),
                        unit,
                        goal.goal(),
                        worth(draft.body())));
            }
        }
        return draft.withEvents(events);
    }

    private Set<Goal> reached(Draft draft) {
        Body body = draft.body();
        Set<Goal> goals = new LinkedHashSet<>();
        if (body.type() == Body.Type.PAGEVIEW) {
            goals.addAll(rules.goals(
                    draft.site(), body.page().path(), draft.arrival().time()));
        } else {
            goals.addAll(
                    rules.goals(draft.site(), body.action(), draft.arrival().time()));
            if (!body.category().isEmpty()) {
                String full = body.category() + ":" + body.action();
                goals.addAll(rules.goals(draft.site(), full, draft.arrival().time()));
            }
        }
        return goals;
    }

    /** The event's value; what it earned when it has none. */
    private static @Nullable Double worth(Body body) {
        Revenue revenue = body.revenue();
        return body.value() != null || revenue == null
                ? body.value()
                : Double.valueOf(revenue.amount().doubleValue());
    }

    private static String visitorUnit(Draft draft) {
        return "v:" + HexFormat.of().toHexDigits(draft.knownVisitor().hash());
    }

    /** Null without a user id: such events are not counted for users. */
    private static @Nullable String userUnit(Draft draft) {
        String user = draft.knownVisitor().user();
        return user == null ? null : "u:" + user;
    }

    /** The same for a retry of the same event, but another one than the event's own: both may meet in one shard. */
    private static String factId(Draft draft, String experiment, String what) {
        String name = String.join("\n", draft.body().id(), experiment, what);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
