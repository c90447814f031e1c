package nl.ketenbrug.source;

import jakarta.xml.soap.SOAPException;
import jakarta.xml.soap.SOAPMessage;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.helpers.CastUtils;
import org.apache.cxf.helpers.DOMUtils;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.ws.security.wss4j.WSS4JInInterceptor;
import org.apache.wss4j.common.ConfigurationConstants;
import org.apache.wss4j.common.WSS4JConstants;
import org.apache.wss4j.common.ext.WSSecurityException;
import org.apache.wss4j.dom.handler.WSHandlerConstants;
import org.apache.wss4j.dom.handler.WSHandlerResult;
import org.w3c.dom.Element;

/**
 * Lets only an answer through that is signed as the rules want, by the provider we asked, and that
 * answers our question. WSS4J verifies signature, trust and timestamp; {@link Handtekeningtoets}
 * and {@link Adrestoets} hold the rest against what was sent.
 *
 * <p>A SOAP fault may come unsigned: gateways do not sign theirs. It never brings data.
 */
final class Antwoordcontrole extends WSS4JInInterceptor {

  private static final String CRYPTO = "ketenbrug.vertrouwd";

  Antwoordcontrole(Sleutelbos sleutels, SuwinetSettings settings) {
    super(opties(sleutels, settings));
  }

  private static Map<String, Object> opties(Sleutelbos sleutels, SuwinetSettings settings) {
    Map<String, Object> opties = new HashMap<>();
    opties.put(
        ConfigurationConstants.ACTION,
        ConfigurationConstants.TIMESTAMP + " " + ConfigurationConstants.SIGNATURE);
    opties.put(ConfigurationConstants.SIG_VER_PROP_REF_ID, CRYPTO);
    opties.put(CRYPTO, sleutels.vertrouwen());
    opties.put(
        ConfigurationConstants.ENABLE_REVOCATION, Boolean.toString(settings.toetstIntrekking()));
    opties.put(ConfigurationConstants.TTL_TIMESTAMP, Integer.toString(settings.geldigheid()));
    opties.put(
        ConfigurationConstants.TTL_FUTURE_TIMESTAMP, Integer.toString(settings.klokverschil()));
    // Handtekeningtoets looks at the OIN; without a pattern WSS4J warns at each answer.
    opties.put(ConfigurationConstants.SIG_SUBJECT_CERT_CONSTRAINTS, ".*");
    // WSS4J compares a hash code of 32 bits; Handtekeningtoets compares the whole value.
    opties.put(ConfigurationConstants.ENABLE_SIGNATURE_CONFIRMATION, "false");
    return opties;
  }

  @Override
  public void handleMessage(SoapMessage message) {
    Gesprek gesprek = Gesprek.van(message);
    try {
      super.handleMessage(message);
    } catch (Fault fout) {
      throw beveiligingsfout(fout)
          .map(beveiliging -> gebrek(message, fout, beveiliging))
          .map(gebrek -> (RuntimeException) gebrek.weiger(gesprek.bron()))
          .orElse(fout);
    }
    try {
      toets(message, gesprek);
    } catch (SOAPException e) {
      throw new Fault(e);
    }
  }

  private static void toets(SoapMessage message, Gesprek gesprek) throws SOAPException {
    SOAPMessage soap = message.getContent(SOAPMessage.class);
    if (isAlleenFout((Element) DOMUtils.getDomElement(soap.getSOAPBody()))) {
      gesprek.eindigdeInSoapfout();
      return;
    }
    List<WSHandlerResult> uitkomsten =
        CastUtils.cast((List<?>) message.get(WSHandlerConstants.RECV_RESULTS));
    if (uitkomsten == null || uitkomsten.size() != 1) {
      throw Antwoordgebrek.NIET_ONDERTEKEND.weiger(gesprek.bron());
    }
    Element header = (Element) DOMUtils.getDomElement(soap.getSOAPHeader());
    Element body = (Element) DOMUtils.getDomElement(soap.getSOAPBody());
    new Handtekeningtoets(gesprek, uitkomsten.get(0)).toets(header, body);
    new Adrestoets(gesprek).toets(header, body);
    gesprek.isGoedBevonden();
  }

  /** A fault beside something else is no fault: the something would pass unverified. */
  private static boolean isAlleenFout(Element body) {
    Element inhoud = DOMUtils.getFirstElement(body);
    return inhoud != null
        && WSS4JConstants.URI_SOAP11_ENV.equals(inhoud.getNamespaceURI())
        && "Fault".equals(inhoud.getLocalName())
        && DOMUtils.getNextElement(inhoud) == null;
  }

  /** Empty when the answer could not even be read. */
  private static Optional<WSSecurityException> beveiligingsfout(Fault fout) {
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof WSSecurityException beveiliging) {
        return Optional.of(beveiliging);
      }
    }
    return Optional.empty();
  }

  private static Antwoordgebrek gebrek(
      SoapMessage message, Fault fout, WSSecurityException beveiliging) {
    if (!isBeveiligd(message)) {
      return Antwoordgebrek.NIET_ONDERTEKEND;
    }
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof CertificateExpiredException
          || e instanceof CertificateNotYetValidException) {
        return Antwoordgebrek.CERTIFICAAT_VERLOPEN;
      }
      if (e instanceof CertPathValidatorException pad
          && (pad.getReason() == CertPathValidatorException.BasicReason.EXPIRED
              || pad.getReason() == CertPathValidatorException.BasicReason.NOT_YET_VALID)) {
        return Antwoordgebrek.CERTIFICAAT_VERLOPEN;
      }
    }
    return switch (beveiliging.getErrorCode()) {
      case FAILED_AUTHENTICATION, SECURITY_TOKEN_UNAVAILABLE, INVALID_SECURITY_TOKEN, FAILURE ->
          Antwoordgebrek.CERTIFICAAT_ONBEKEND;
      case MESSAGE_EXPIRED -> Antwoordgebrek.TIJDSTEMPEL;
      case UNSUPPORTED_ALGORITHM, UNSUPPORTED_SECURITY_TOKEN -> Antwoordgebrek.ALGORITME;
      case INVALID_SECURITY -> Antwoordgebrek.NIET_ONDERTEKEND;
      default -> Antwoordgebrek.HANDTEKENING;
    };
  }

  private static boolean isBeveiligd(SoapMessage message) {
    return message
            .getContent(SOAPMessage.class)
            .getSOAPPart()
            .getElementsByTagNameNS(WSS4JConstants.WSSE_NS, "Security")
            .getLength()
        > 0;
  }
}
