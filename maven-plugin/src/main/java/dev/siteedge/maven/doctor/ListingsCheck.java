package dev.siteedge.maven.doctor;

import java.util.ArrayList;
import java.util.List;

/** Whether search engines or readers are sent to a variant's own file, where they would split the page in two. */
final class ListingsCheck implements Check {
    @Override
    public String name() {
        return "sitemap";
    }

    @Override
    public List<Finding> run(Diagnosis site) {
        List<Finding> findings = new ArrayList<>();
        for (Listing listing : site.site().listings()) {
            listing.problem()
                    .ifPresent(line -> findings.add(Finding.warn(
                            listing.file() + " is no XML from " + line + " on",
                            "Mend the template of " + listing.file() + ", most often with the filter xml_escape.")));
            List<String> variants = listing.addresses().stream()
                    .filter(address -> address.contains("/" + BuiltSite.VARIANTS))
                    .distinct()
                    .toList();
            if (!variants.isEmpty()) {
                findings.add(Finding.error(
                        listing.file() + " lists variant pages: " + Names.some(variants),
                        "List site.pages and collections only; a variant has its page's address."));
            }
        }
        return findings;
    }
}
