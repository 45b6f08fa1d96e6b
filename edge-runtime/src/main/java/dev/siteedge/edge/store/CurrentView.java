package dev.siteedge.edge.store;

/** The view that readers pin now; the flush thread replaces it. Safe for use by many threads. */
public final class CurrentView {
    private volatile View view;

    public CurrentView(View first) {
        this.view = first;
    }

    public View get() {
        return view;
    }

    void set(View next) {
        view = next;
    }
}
