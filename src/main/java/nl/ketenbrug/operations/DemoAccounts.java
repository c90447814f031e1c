package nl.ketenbrug.operations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The accounts of the demo: user name and password are the name of the role, source or partner.
 * Production does not have them.
 */
@Component
@Profile("demo")
class DemoAccounts implements Accounts {

  private final List<Account> accounts = new ArrayList<>();

  DemoAccounts(Bronnen bronnen, Partners partners) {
    add("beheerder", "beheerder", null);
    add("auditor", "auditor", null);
    add("beoordelaar", "beoordelaar", null);
    for (Bron bron : bronnen.alle()) {
      if (bron.neemtAan()) {
        add(bron.naam(), "bron", bron.oin());
      }
    }
    for (Partner partner : partners.alle()) {
      add(partner.code(), "partner", partner.oin());
    }
  }

  private void add(String naam, String rol, String oin) {
    accounts.add(new Account(naam, naam, Set.of(rol), oin));
  }

  @Override
  public Collection<Account> alle() {
    return List.copyOf(accounts);
  }
}
