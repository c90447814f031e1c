package nl.ketenbrug.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Period;

/**
 * One source, from {@code config/sources/<naam>.yaml}.
 *
 * @param oin OIN of the organisation that keeps the source
 * @param levering whether it sends by itself or is asked
 * @param namespace XML namespace of its messages, prefix {@code b} in {@link #onderwerp()}
 * @param onderwerp XPath of the debtor's number; when the element is called {@code bsn} it must
 *     pass the elfproef. Of JSON in its XML form, and then it always is a citizen service number;
 *     of a register the number of the case. Of a source that is asked outside Suwinet it says that
 *     answers of it may come in by themselves
 * @param schema its schema as we wrote it, from the top folder
 * @param maximum largest message in bytes
 * @param kennisgevingen that its messages tell what changed about persons, for a source of that
 *     kind; else absent
 * @param meldingen that its messages tell of cases of persons whose number it may not know, for a
 *     source of that kind; else absent
 * @param suwinet how it is asked, for a source behind Suwinet; else absent
 * @param register how it is asked, for a register that tells what changed; else absent
 * @param volgen how often it is asked about people who are followed; absent = it is not
 * @param volgindicaties that it is told whom we follow, and tells who changed; else absent
 * @param json how it is asked, for a source with JSON over HTTP; else absent
 * @param signalen that it tells about which organisations something changed; else absent
 */
public record Bron(
    @NotBlank @Pattern(regexp = "[a-z][a-z0-9-]*") String naam,
    @NotBlank String omschrijving,
    @NotBlank @Pattern(regexp = "\\d{8}[0-9A-Z]{12}") String oin,
    @NotNull Levering levering,
    String namespace,
    String onderwerp,
    String schema,
    long maximum,
    @Valid Kennisgevingen kennisgevingen,
    @Valid Meldingen meldingen,
    @Valid Suwinetdienst suwinet,
    @Valid Registerdienst register,
    @Valid Volgwijze volgen,
    @Valid Volgdienst volgindicaties,
    @Valid Jsondienst json,
    @Valid Signaaldienst signalen) {

  /** A source that is not asked by JSON. */
  public Bron(
      String naam,
      String omschrijving,
      String oin,
      Levering levering,
      String namespace,
      String onderwerp,
      String schema,
      long maximum,
      Kennisgevingen kennisgevingen,
      Meldingen meldingen,
      Suwinetdienst suwinet,
      Registerdienst register,
      Volgwijze volgen,
      Volgdienst volgindicaties) {
    this(
        naam,
        omschrijving,
        oin,
        levering,
        namespace,
        onderwerp,
        schema,
        maximum,
        kennisgevingen,
        meldingen,
        suwinet,
        register,
        volgen,
        volgindicaties,
        null,
        null);
  }

  /**
   * Messages about persons, of which one may tell of several facts, and most are about nobody with
   * an attachment.
   *
   * @param bevestiging stylesheet that makes the answer at the door, from the top folder
   */
  public record Kennisgevingen(@NotBlank String bevestiging) {}

  /**
   * Messages about cases that a register or a debt counsellor keeps.
   *
   * @param zaak XPath of the number of the case, prefix {@code b}: what groups its messages where
   *     they name no debtor with a number
   * @param inhoud what one message holds
   * @param bewaren ISO 8601 period after the end of a case during which it is kept
   * @param open ISO 8601 period after its newest message during which a case is kept of which no
   *     end is known
   */
  public record Meldingen(
      @NotBlank String zaak,
      @NotNull Soort inhoud,
      @NotNull @Pattern(regexp = "P(\\d+[YMWD])+") String bewaren,
      @NotNull @Pattern(regexp = "P(\\d+[YMWD])+") String open) {

    /** How long a case is kept after its end. */
    public Period bewaartermijn() {
      return Period.parse(bewaren);
    }

    /** How long a case without a known end is kept after its newest message. */
    public Period openTermijn() {
      return Period.parse(open);
    }

    /** What one message of a case holds. */
    public enum Soort {
      /** All that is so now; a later one takes its place. */
      @JsonProperty("stand")
      STAND,
      /** One fact, beside those of other messages. */
      @JsonProperty("bericht")
      BERICHT
    }
  }

  /** How messages come. */
  public enum Levering {
    @JsonProperty("push")
    PUSH,
    @JsonProperty("vraag")
    VRAAG
  }

  /** The name of this source in events, by the NL GOV profile for CloudEvents 1.1. */
  public String urn() {
    return "urn:nld:oin:" + oin + ":systeem:" + naam;
  }

  public boolean levertZelf() {
    return levering == Levering.PUSH;
  }

  /** Whether it is asked by SuwiML, with route {@code look-up-suwinet-<naam>}. */
  public boolean isSuwinet() {
    return suwinet != null;
  }

  /** Whether it is asked what changed, with route {@code look-up-register-<naam>}. */
  public boolean isRegister() {
    return register != null;
  }

  /**
   * Whether the log keeps what it gives by itself. Not of a register: a case of it is of anybody,
   * and mostly of nobody with an attachment. The register can be asked for it again, and of the
   * answer to that the log keeps nothing either.
   */
  public boolean houdtLogInhoud() {
    return !isRegister();
  }

  /**
   * Whether it is asked by JSON: with route {@code look-up-signalen-<naam>} when it tells about
   * whom something changed, else with {@code look-up-json-<naam>}.
   */
  public boolean isJson() {
    return json != null;
  }

  /**
   * About how many persons one question may be: Haal Centraal takes twenty, a SuwiML service one.
   */
  public int personenPerVraag() {
    return isJson() ? 20 : 1;
  }

  /** Whether it tells about which organisations something changed. */
  public boolean isSignaaldienst() {
    return signalen != null;
  }

  /** Whether it tells who changed, with route {@code look-up-volgindicatie-<naam>}. */
  public boolean isVolgdienst() {
    return volgindicaties != null;
  }

  /**
   * Whether messages of it may come in by themselves: its own, or answers as it would have given
   * them to a question, where those say whom or which case they are about.
   */
  public boolean neemtAan() {
    return levertZelf() || isSuwinet() || onderwerp != null;
  }

  /** The same source, of which nothing comes in by itself; for one that is asked. */
  public Bron alleenGevraagd() {
    return new Bron(
        naam,
        omschrijving,
        oin,
        levering,
        namespace,
        null,
        schema,
        maximum,
        kennisgevingen,
        meldingen,
        suwinet,
        register,
        volgen,
        volgindicaties,
        json,
        signalen);
  }

  /** Whether what comes in by itself is JSON; else it is XML. */
  public boolean neemtJsonAan() {
    return isJson() && neemtAan();
  }

  /** Whether its messages tell what changed about persons, and get their answer in its own form. */
  public boolean geeftKennis() {
    return kennisgevingen != null;
  }

  /** Whether its messages tell of cases of persons. */
  public boolean meldtZaken() {
    return meldingen != null;
  }

  /** Our own schema of what comes in, from the top folder. */
  public String toetsschema() {
    if (isSuwinet()) {
      return suwinet.schema();
    }
    if (isRegister()) {
      return register.schema();
    }
    return isJson() ? json.schema() : schema;
  }

  /** Bytes; a larger message is refused. */
  public long grens() {
    if (isSuwinet()) {
      return suwinet.maximum();
    }
    if (isRegister()) {
      return register.maximum();
    }
    return isJson() ? json.maximum() : maximum;
  }

  @AssertTrue(message = "alleen een bron met levering vraag wordt via suwinet bevraagd")
  boolean isAskedWhenSuwinet() {
    return suwinet == null || levering == Levering.VRAAG;
  }

  @AssertTrue(message = "een bron met een register heeft levering vraag en geen suwinet of volgen")
  boolean isRegisterAlone() {
    return register == null || (levering == Levering.VRAAG && suwinet == null && volgen == null);
  }

  @AssertTrue(
      message =
          "een bron met volgindicaties heeft levering vraag en volgen, en geen suwinet of register")
  boolean isVolgdienstAlone() {
    return volgindicaties == null
        || (levering == Levering.VRAAG && volgen != null && suwinet == null && register == null);
  }

  @AssertTrue(message = "een bron met json heeft levering vraag, en geen suwinet of register")
  boolean isJsonAlone() {
    return json == null || (levering == Levering.VRAAG && suwinet == null && register == null);
  }

  @AssertTrue(message = "een bron met signalen heeft json en volgen, en geen volgindicaties")
  boolean isSignaaldienstAlone() {
    return signalen == null || (json != null && volgen != null && volgindicaties == null);
  }

  @AssertTrue(message = "een onderwerp is een pad met prefix b: er hoort een namespace bij")
  boolean isNamedWithNamespace() {
    return onderwerp == null || namespace != null;
  }

  @AssertTrue(message = "alleen een bron met levering push geeft kennis")
  boolean isPushWhenNotifying() {
    return kennisgevingen == null || levering == Levering.PUSH;
  }

  @AssertTrue(message = "alleen een bron met levering push meldt zaken, en zij geeft geen kennis")
  boolean isPushWhenReporting() {
    return meldingen == null || (levering == Levering.PUSH && kennisgevingen == null);
  }

  @AssertTrue(
      message = "een bron met levering push heeft namespace, onderwerp, schema en maximum nodig")
  boolean isCompleet() {
    return levering != Levering.PUSH
        || (namespace != null && onderwerp != null && schema != null && maximum > 0);
  }
}
