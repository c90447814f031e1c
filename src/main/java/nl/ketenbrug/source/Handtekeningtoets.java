package nl.ketenbrug.source;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.message.GeweigerdBericht;
import org.apache.cxf.helpers.DOMUtils;
import org.apache.wss4j.common.WSS4JConstants;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.WSDataRef;
import org.apache.wss4j.dom.engine.WSSecurityEngineResult;
import org.apache.wss4j.dom.handler.WSHandlerResult;
import org.apache.wss4j.dom.message.token.SignatureConfirmation;
import org.apache.wss4j.dom.message.token.Timestamp;
import org.apache.wss4j.dom.str.STRParser.REFERENCE_TYPE;
import org.w3c.dom.Element;

/**
 * What a verified signature has to be besides correct: one, over everything that counts, by allowed
 * algorithms, with a certificate of the provider, and confirming ours (WB004, WB007, WB010, WB014;
 * SIGN003, SIGN004).
 */
final class Handtekeningtoets {

  private static final Set<String> HANDTEKENING =
      Set.of(
          WSS4JConstants.RSA_SHA256,
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
          WSS4JConstants.RSA_SHA512,
          "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
          "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
          "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512");

  private static final Set<String> DIGEST =
      Set.of(WSS4JConstants.SHA256, WSS4JConstants.SHA384, WSS4JConstants.SHA512);

  private final Gesprek gesprek;
  private final WSHandlerResult uitkomst;

  Handtekeningtoets(Gesprek gesprek, WSHandlerResult uitkomst) {
    this.gesprek = gesprek;
    this.uitkomst = uitkomst;
  }

  void toets(Element header, Element body) {
    WSSecurityEngineResult handtekening = enige(WSConstants.SIGN, Antwoordgebrek.NIET_ONDERTEKEND);
    algoritmen(handtekening);
    ondertekenaar(handtekening);
    Timestamp tijdstempel =
        (Timestamp)
            enige(WSConstants.TS, Antwoordgebrek.TIJDSTEMPEL)
                .get(WSSecurityEngineResult.TAG_TIMESTAMP);
    eis(tijdstempel.getCreated() != null, Antwoordgebrek.TIJDSTEMPEL);
    SignatureConfirmation bevestiging =
        (SignatureConfirmation)
            enige(WSConstants.SC, Antwoordgebrek.GEEN_BEVESTIGING)
                .get(WSSecurityEngineResult.TAG_SIGNATURE_CONFIRMATION);
    eis(
        bevestiging.getSignatureValue() != null
            && MessageDigest.isEqual(bevestiging.getSignatureValue(), gesprek.handtekening()),
        Antwoordgebrek.ANDERE_BEVESTIGING);

    List<Element> verplicht = new ArrayList<>();
    verplicht.add(body);
    verplicht.add(tijdstempel.getElement());
    verplicht.add(bevestiging.getElement());
    for (Element kind = DOMUtils.getFirstElement(header);
        kind != null;
        kind = DOMUtils.getNextElement(kind)) {
      if (!WSS4JConstants.WSSE_NS.equals(kind.getNamespaceURI())) {
        verplicht.add(kind);
      }
    }
    eis(
        verplicht.stream().allMatch(element -> isGedekt(element, handtekening)),
        Antwoordgebrek.NIET_ALLES_ONDERTEKEND);
  }

  /** Exactly one of this kind: with two it would not be clear which of them was checked. */
  private WSSecurityEngineResult enige(int soort, Antwoordgebrek anders) {
    List<WSSecurityEngineResult> alle = uitkomst.getActionResults().getOrDefault(soort, List.of());
    eis(alle.size() == 1, anders);
    return alle.get(0);
  }

  private void algoritmen(WSSecurityEngineResult handtekening) {
    eis(
        HANDTEKENING.contains(handtekening.get(WSSecurityEngineResult.TAG_SIGNATURE_METHOD))
            && WSS4JConstants.C14N_EXCL_OMIT_COMMENTS.equals(
                handtekening.get(WSSecurityEngineResult.TAG_CANONICALIZATION_METHOD))
            && handtekening.get(WSSecurityEngineResult.TAG_X509_REFERENCE_TYPE)
                == REFERENCE_TYPE.DIRECT_REF
            && delen(handtekening).stream().allMatch(Handtekeningtoets::isToegestaan),
        Antwoordgebrek.ALGORITME);
  }

  private static boolean isToegestaan(WSDataRef deel) {
    return DIGEST.contains(deel.getDigestAlgorithm())
        && deel.getTransformAlgorithms() != null
        && deel.getTransformAlgorithms().equals(List.of(WSS4JConstants.C14N_EXCL_OMIT_COMMENTS));
  }

  private void ondertekenaar(WSSecurityEngineResult handtekening) {
    X509Certificate certificaat =
        (X509Certificate) handtekening.get(WSSecurityEngineResult.TAG_X509_CERTIFICATE);
    eis(
        certificaat != null
            && Certificaatoin.van(certificaat)
                .filter(gesprek.dienst().aanbieder()::equals)
                .isPresent(),
        Antwoordgebrek.ANDER_OIN);
  }

  /** By identity: an element elsewhere with the same Id or name does not count (no wrapping). */
  private static boolean isGedekt(Element element, WSSecurityEngineResult handtekening) {
    return delen(handtekening).stream()
        .anyMatch(
            deel ->
                DOMUtils.getDomElement(deel.getProtectedElement())
                    == DOMUtils.getDomElement(element));
  }

  @SuppressWarnings("unchecked")
  private static List<WSDataRef> delen(WSSecurityEngineResult handtekening) {
    return (List<WSDataRef>) handtekening.get(WSSecurityEngineResult.TAG_DATA_REF_URIS);
  }

  private void eis(boolean goed, Antwoordgebrek anders) {
    if (!goed) {
      GeweigerdBericht weigering = anders.weiger(gesprek.bron());
      throw weigering;
    }
  }
}
