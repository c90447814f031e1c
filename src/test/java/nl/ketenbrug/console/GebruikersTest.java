package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.operations.Account;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.userdetails.UserDetails;

class GebruikersTest {

  private static final ThreadMXBean TIJD = ManagementFactory.getThreadMXBean();

  private final Wachtwoorden wachtwoorden = new Wachtwoorden();
  private final Gebruikers gebruikers =
      new Gebruikers(
          () -> List.of(new Account("cjib", "een-wachtwoord", Set.of("partner"), null)),
          wachtwoorden);

  @Test
  void keepsAPlainPasswordEncodedAndComparesTheRightOneQuickly() {
    long begin = nu();
    UserDetails cjib = gebruikers.loadUserByUsername("cjib");
    long traag = nu() - begin;

    assertThat(cjib.getPassword()).startsWith("{bcrypt}").doesNotContain("een-wachtwoord");
    begin = nu();
    assertThat(wachtwoorden.matches("een-wachtwoord", cjib.getPassword())).isTrue();
    assertThat(nu() - begin).isLessThan(traag / 3);
    assertThat(gebruikers.loadUserByUsername("cjib").getPassword()).isEqualTo(cjib.getPassword());
  }

  @Test
  void comparesAWrongPasswordSlowlyEachTime() {
    String gecodeerd = gebruikers.loadUserByUsername("cjib").getPassword();
    duur("fout", gecodeerd);
    // The first one takes longer than it will ever do again.
    long traag = duur("fout", gecodeerd);

    assertThat(duur("fout", gecodeerd)).isGreaterThan(traag / 3);
    assertThat(wachtwoorden.matches("een-wachtwoord", gecodeerd)).isTrue();
  }

  /** What is encoded against guessing who has an account must not be told by its time. */
  @Test
  void comparesSlowlyWhatWasOnlyEncoded() {
    String gecodeerd = wachtwoorden.encode("userNotFoundPassword");
    wachtwoorden.encode("om-warm-te-worden");
    long begin = nu();
    wachtwoorden.encode("iets-anders");
    long traag = nu() - begin;

    begin = nu();
    assertThat(wachtwoorden.matches("userNotFoundPassword", gecodeerd)).isTrue();
    assertThat(nu() - begin).isGreaterThan(traag / 3);
  }

  private long duur(String wachtwoord, String gecodeerd) {
    long begin = nu();
    assertThat(wachtwoorden.matches(wachtwoord, gecodeerd)).isFalse();
    return nu() - begin;
  }

  /** Nanoseconds of processor time: what else runs on the machine does not count. */
  private static long nu() {
    return TIJD.getCurrentThreadCpuTime();
  }
}
