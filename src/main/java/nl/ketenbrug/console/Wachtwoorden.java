package nl.ketenbrug.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Spring's delegating encoder (bcrypt), with a memory. Basic authentication sends the password with
 * every request and bcrypt is slow on purpose, tens of milliseconds: without memory a partner that
 * fetches messages one by one spends the engine's time on its password. Remembered is a keyed hash
 * under a key of this process, and only of a password that is right; a wrong one stays slow.
 */
final class Wachtwoorden implements PasswordEncoder {

  private static final int MAX_ONTHOUDEN = 1_000;

  private final PasswordEncoder traag = PasswordEncoderFactories.createDelegatingPasswordEncoder();
  private final Map<String, byte[]> goed = new ConcurrentHashMap<>();
  private final SecretKeySpec sleutel;

  Wachtwoorden() {
    byte[] willekeurig = new byte[32];
    new SecureRandom().nextBytes(willekeurig);
    sleutel = new SecretKeySpec(willekeurig, "HmacSHA256");
  }

  @Override
  public String encode(CharSequence wachtwoord) {
    return traag.encode(wachtwoord);
  }

  /**
   * As {@link #encode}, of a password that is right by itself: its owner's first login need not
   * find that out slowly. Not of any other, for who sends that one would hear it from the time.
   */
  String codeerGoed(String wachtwoord) {
    String gecodeerd = encode(wachtwoord);
    onthoud(gecodeerd, merk(wachtwoord));
    return gecodeerd;
  }

  @Override
  public boolean matches(CharSequence wachtwoord, String gecodeerd) {
    byte[] merk = merk(wachtwoord);
    byte[] bekend = goed.get(gecodeerd);
    if (bekend != null && MessageDigest.isEqual(bekend, merk)) {
      return true;
    }
    if (!traag.matches(wachtwoord, gecodeerd)) {
      return false;
    }
    onthoud(gecodeerd, merk);
    return true;
  }

  private void onthoud(String gecodeerd, byte[] merk) {
    if (goed.size() >= MAX_ONTHOUDEN) {
      goed.clear();
    }
    goed.put(gecodeerd, merk);
  }

  @Override
  public boolean upgradeEncoding(String gecodeerd) {
    return traag.upgradeEncoding(gecodeerd);
  }

  private byte[] merk(CharSequence wachtwoord) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(sleutel);
      return mac.doFinal(wachtwoord.toString().getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Elke JDK kent HmacSHA256", e);
    }
  }
}
