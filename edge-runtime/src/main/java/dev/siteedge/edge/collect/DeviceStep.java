package dev.siteedge.edge.collect;

import dev.siteedge.edge.collect.UserAgents.Agent;
import dev.siteedge.edge.event.Device;

/** Says with what the visit is made. */
record DeviceStep() implements Step {
    @Override
    public String name() {
        return "device";
    }

    @Override
    public Outcome apply(Draft draft) {
        Agent agent = draft.arrival().sender().agent();
        return draft.withDevice(
                new Device(draft.arrival().caller().country(), agent.type(), agent.browser(), agent.os()));
    }
}
