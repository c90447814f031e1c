package nl.ketenbrug.console;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nl.ketenbrug.operations.Account;
import nl.ketenbrug.operations.Accounts;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Accounts as Spring Security wants them. A plain password is encoded once, at first login. */
final class Gebruikers implements UserDetailsService {

  private final Accounts accounts;
  private final Wachtwoorden wachtwoorden;
  private final Map<Account, String> gecodeerd = new ConcurrentHashMap<>();

  Gebruikers(Accounts accounts, Wachtwoorden wachtwoorden) {
    this.accounts = accounts;
    this.wachtwoorden = wachtwoorden;
  }

  @Override
  public UserDetails loadUserByUsername(String naam) {
    return accounts.alle().stream()
        .filter(account -> account.naam().equals(naam))
        .findFirst()
        .map(this::gebruiker)
        .orElseThrow(() -> new UsernameNotFoundException("Onbekende gebruiker"));
  }

  private UserDetails gebruiker(Account account) {
    return User.withUsername(account.naam())
        .password(gecodeerd.computeIfAbsent(account, this::codeer))
        .roles(account.rollen().toArray(String[]::new))
        .build();
  }

  private String codeer(Account account) {
    String wachtwoord = account.wachtwoord();
    return wachtwoord.matches("\\{[a-zA-Z0-9@_-]+}.+")
        ? wachtwoord
        : wachtwoorden.codeerGoed(wachtwoord);
  }
}
