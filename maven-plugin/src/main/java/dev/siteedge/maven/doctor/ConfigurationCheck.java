package dev.siteedge.maven.doctor;

import java.util.ArrayList;
import java.util.List;

/** Whether {@code _config.yml} says what analytics need to know of the site: which one it is. */
final class ConfigurationCheck implements Check {
    @Override
    public String name() {
        return "configuration";
    }

    @Override
    public boolean needsBuild() {
        return false;
    }

    @Override
    public List<Finding> run(Diagnosis site) {
        List<Finding> findings = new ArrayList<>();
        for (String file : site.config().unread()) {
            findings.add(Finding.warn(
                    file + " is not YAML: the doctor does not know what it says",
                    "Rename it to _config.yml and write it as YAML to have it looked at."));
        }
        // A configuration that cannot be read says nothing, and the build says why.
        boolean unreadable = site.failure() != null && site.config().values().isEmpty();
        if (findings.isEmpty() && !unreadable) {
            url(site.config(), findings);
        }
        return findings;
    }

    private static void url(SiteConfig config, List<Finding> findings) {
        String url = config.text("url").orElse("");
        if (SiteConfig.origin(url).isEmpty()) {
            String what = url.isEmpty() ? "url is not set" : "url is wrong: " + url;
            findings.add(Finding.warn(
                    "_config.yml: " + what + "; visits are counted for the site localhost",
                    "Write the site's address, such as url: https://example.com."));
        }
    }
}
