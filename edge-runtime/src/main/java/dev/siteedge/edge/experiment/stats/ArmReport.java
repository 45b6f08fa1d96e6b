package dev.siteedge.edge.experiment.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What can be said of one arm; empty where undefined, never NaN.
 *
 * @param interval 95 %
 * @param lift relative to the control, empty for the control itself; 0.1 is ten percent more
 * @param p of a single look, against the control
 * @param alwaysValidP of any number of looks, against the control
 * @param chanceToWin that the arm's rate is above the control's
 */
public record ArmReport(
        OptionalDouble rate,
        Optional<Interval> interval,
        OptionalDouble lift,
        OptionalDouble p,
        OptionalDouble alwaysValidP,
        OptionalDouble chanceToWin) {

    /** The control itself: it has nothing to be compared with. */
    public static ArmReport control(Proportion control) {
        OptionalDouble none = OptionalDouble.empty();
        return new ArmReport(control.rate(), control.interval(), none, none, none, none);
    }

    public static ArmReport against(Proportion control, Proportion arm) {
        return new ArmReport(
                arm.rate(),
                arm.interval(),
                arm.lift(control),
                RateTest.p(arm, control),
                AlwaysValid.p(arm, control),
                ChanceToWin.of(arm, control));
    }
}
