package dev.textusinbox.provider;

import java.util.List;

/**
 * The integrations of an account, seen from one source: its own, and those in its way. Pure.
 *
 * @param own null: there is none
 */
record Account(Integration own, List<Integration> others) {
    /**
     * @param remembered the id of the one that was made or taken over; null: none was. Its URL may have been changed by hand
     */
    static Account of(List<Integration> all, String remembered, String url) {
        Integration own = all.stream()
                .filter(each -> each.id().equals(remembered))
                .findFirst()
                .or(() -> all.stream().filter(each -> url.equals(each.url())).findFirst())
                .or(() -> all.stream().filter(each -> each.postsTo(url)).findFirst())
                .orElse(null);
        String ownId = own == null ? null : own.id();
        List<Integration> others = all.stream()
                .filter(each -> !each.id().equals(ownId) && each.postsTo(url))
                .toList();
        return new Account(own, others);
    }
}
