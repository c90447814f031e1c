package nl.ketenbrug.source;

import java.time.Duration;
import java.util.UUID;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.message.Message;

/**
 * One question and its answer: what was sent decides what the answer must look like. Goes along
 * with the exchange of CXF.
 */
final class Gesprek implements Begrenzing {

  private final String bron;
  private final Suwinetdienst dienst;
  private final String to;
  private final String from;
  private final String messageId = "urn:uuid:" + UUID.randomUUID();
  private final long uiterlijk;
  private byte[] handtekening;
  private boolean soapfout;
  private boolean melding;
  private boolean getoetst;

  /**
   * @param to wsa:To of the question
   * @param from wsa:From of the question
   */
  Gesprek(String bron, Suwinetdienst dienst, String to, String from) {
    this.bron = bron;
    this.dienst = dienst;
    this.to = to;
    this.from = from;
    this.uiterlijk = System.nanoTime() + Duration.ofMillis(dienst.tijdslimiet()).toNanos();
  }

  /** The conversation that this question or answer belongs to. */
  static Gesprek van(Message message) {
    return (Gesprek) Begrenzing.van(message);
  }

  static Gesprek van(SoapMessage message) {
    return van((Message) message);
  }

  @Override
  public String bron() {
    return bron;
  }

  @Override
  public long maximum() {
    return dienst.maximum();
  }

  Suwinetdienst dienst() {
    return dienst;
  }

  String to() {
    return to;
  }

  String from() {
    return from;
  }

  String messageId() {
    return messageId;
  }

  QName antwoord() {
    return dienst.antwoord();
  }

  @Override
  public boolean isTeLaat() {
    return System.nanoTime() - uiterlijk > 0;
  }

  /** The value of our signature, which the answer has to repeat (WB014). */
  void ondertekendMet(byte[] waarde) {
    handtekening = waarde.clone();
  }

  byte[] handtekening() {
    return handtekening.clone();
  }

  /** The other side answered with a SOAP fault, readable and, when signed, well signed. */
  void eindigdeInSoapfout() {
    soapfout = true;
  }

  boolean isSoapfout() {
    return soapfout;
  }

  /** Signature and addressing were checked to the end, and found good. */
  void isGoedBevonden() {
    getoetst = true;
  }

  boolean isGetoetst() {
    return getoetst;
  }

  /** The Body holds a message of FWI instead of the element of the answer. */
  void eindigdeInMelding() {
    melding = true;
  }

  boolean isMelding() {
    return melding;
  }
}
