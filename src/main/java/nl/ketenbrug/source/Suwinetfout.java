package nl.ketenbrug.source;

import jakarta.xml.soap.Detail;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import javax.xml.stream.XMLStreamException;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.GeweigerdBericht;
import org.apache.cxf.helpers.DOMUtils;
import org.apache.cxf.transport.http.HTTPException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Says what a failed question means: refused for good, or to be asked again. Texts of the other
 * side and of parsers never come along, for they may quote a message.
 */
final class Suwinetfout {

  private Suwinetfout() {}

  static RuntimeException vertaal(Gesprek gesprek, Exception fout) {
    return gesprek.isSoapfout() && fout instanceof SOAPFaultException fault && !isVertaald(fout)
        ? soapfout(gesprek.bron(), fault)
        : vervoer(gesprek.bron(), fout);
  }

  /** What went wrong on the way, with whatever kind of source. */
  static RuntimeException vervoer(String bron, Exception fout) {
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof GeweigerdBericht || e instanceof BronNietBereikbaar) {
        return (RuntimeException) e;
      }
    }
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof HttpTimeoutException || e instanceof SocketTimeoutException) {
        return Antwoordgrens.telaat(bron);
      }
      if (e instanceof SSLException) {
        return opnieuw(
            bron,
            "bron-tls-mislukt",
            "De beveiligde verbinding met bron %s kwam niet tot stand",
            e);
      }
      if (e instanceof HTTPException http) {
        return status(bron, http);
      }
      if (e instanceof XMLStreamException && String.valueOf(e.getMessage()).contains("DTD")) {
        return Antwoordgebrek.DTD.weiger(bron);
      }
    }
    return isOnleesbaar(fout)
        ? opnieuw(
            bron, "bron-antwoord-onleesbaar", "Bron %s gaf een antwoord dat geen SOAP is", fout)
        : opnieuw(bron, "bron-niet-bereikbaar", "Bron %s is niet bereikbaar", fout);
  }

  private static boolean isVertaald(Throwable fout) {
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof GeweigerdBericht || e instanceof BronNietBereikbaar) {
        return true;
      }
    }
    return false;
  }

  private static RuntimeException status(String bron, HTTPException http) {
    int status = http.getResponseCode();
    return status == 401 || status == 403
        ? new Bronweigering(
            bron,
            "bron-niet-gerechtigd",
            "bron " + bron + " weigert de vraag (HTTP " + status + ")")
        : opnieuw(
            bron, "bron-niet-bereikbaar", "Bron %s antwoordde met HTTP-status " + status, http);
  }

  private static boolean isOnleesbaar(Throwable fout) {
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof java.io.IOException) {
        return false;
      }
    }
    return true;
  }

  /**
   * Only "service not available" is asked again (Digikoppeling 0051); a fault without a code of
   * Digikoppeling comes from a gateway and may pass too.
   */
  private static RuntimeException soapfout(String bron, SOAPFaultException fault) {
    Detail detail = fault.getFault().getDetail();
    if (detail != null && detail.getElementsByTagNameNS("*", "NietGerechtigd").getLength() > 0) {
      return new Bronweigering(
          bron, "bron-niet-gerechtigd", "bron " + bron + " staat deze vraag niet toe");
    }
    String code = code(detail);
    if (code.isEmpty() || code.equals("0051")) {
      return opnieuw(
          bron, "bron-soapfout", "Bron %s antwoordde met een SOAP-fout" + van(detail), fault);
    }
    return new Bronweigering(
        bron,
        code.equals("0002") ? "bron-niet-gerechtigd" : "bron-weigert-vraag",
        "bron " + bron + " weigert de vraag (code " + code + ")");
  }

  private static String code(Detail detail) {
    if (detail == null) {
      return "";
    }
    NodeList codes = detail.getElementsByTagNameNS("*", "Code");
    String code = codes.getLength() == 0 ? "" : codes.item(0).getTextContent().trim();
    return code.matches("\\d{4}") ? code : "";
  }

  /** The name of a foreign detail tells whose gateway it was; its content stays out. */
  private static String van(Detail detail) {
    Element inhoud = detail == null ? null : DOMUtils.getFirstElement(detail);
    return inhoud == null ? "" : " (" + inhoud.getLocalName() + ")";
  }

  static BronNietBereikbaar opnieuw(String bron, String code, String uitleg, Throwable oorzaak) {
    BronNietBereikbaar fout = new BronNietBereikbaar(bron, code, uitleg.formatted(bron), null);
    // Not as its cause: an error handler looks at causes.
    fout.addSuppressed(oorzaak);
    return fout;
  }
}
