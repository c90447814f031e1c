package nl.ketenbrug.source;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import javax.xml.namespace.QName;

/**
 * One operation of a SuwiML service, as {@code config/sources/<bron>.yaml} describes it. Namespace
 * and actions follow from name and version, as in every SuwiML WSDL.
 *
 * @param dienst name of the service, for example {@code UWVDossierInkomstenGSD}
 * @param versie its version, for example {@code v0200}
 * @param operatie local name of the question's element, which is also the end of its action
 * @param aanbieder OIN of who answers: it goes into wsa:To and must be in the certificate that
 *     signed the answer
 * @param schema our own schema of question and answer, from the top folder
 * @param maximum largest answer in bytes, envelope included
 * @param tijdslimiet milliseconds that one question may take
 * @param relatesTo what to do with an answer that names another question in wsa:RelatesTo
 * @param overZaak whether it is asked about a thing or an organisation: who its answer names is no
 *     debtor of ours by that
 */
public record Suwinetdienst(
    @NotBlank @Pattern(regexp = "[A-Za-z0-9]+") String dienst,
    @NotBlank @Pattern(regexp = "v\\d{4}") String versie,
    @NotBlank @Pattern(regexp = "[A-Za-z0-9]+") String operatie,
    @NotBlank @Pattern(regexp = "\\d{8}[0-9A-Z]{12}") String aanbieder,
    @NotBlank String schema,
    @Min(1024) long maximum,
    @Min(100) int tijdslimiet,
    @NotNull Samenhang relatesTo,
    boolean overZaak) {

  /** An operation that is asked about a person. */
  public Suwinetdienst(
      String dienst,
      String versie,
      String operatie,
      String aanbieder,
      String schema,
      long maximum,
      int tijdslimiet,
      Samenhang relatesTo) {
    this(dienst, versie, operatie, aanbieder, schema, maximum, tijdslimiet, relatesTo, false);
  }

  private static final String DIENSTEN = "http://bkwi.nl/SuwiML/Diensten/";

  /** How strictly wsa:RelatesTo is held against our question. */
  public enum Samenhang {
    /** Another value is refused, as the Transactiestandaard has it. */
    @com.fasterxml.jackson.annotation.JsonProperty("streng")
    STRENG,
    /**
     * Another value is noted only: some gateways give a question a new number underway. The
     * signature confirmation still binds the answer to our question.
     */
    @com.fasterxml.jackson.annotation.JsonProperty("melden")
    MELDEN
  }

  /** Namespace of question and answer. */
  String namespace() {
    return DIENSTEN + dienst + "/" + versie;
  }

  /** Last part of the address, at the broker and in the WSDL. */
  String pad() {
    return dienst + "-" + versie;
  }

  /** The action of the question: with a dash where the namespace has a slash. */
  String actie() {
    return DIENSTEN + pad() + "/" + operatie;
  }

  String antwoordactie() {
    return actie() + "Response";
  }

  QName antwoord() {
    return new QName(namespace(), operatie + "Response");
  }
}
