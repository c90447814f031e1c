package nl.ketenbrug.source;

import org.apache.cxf.message.Message;

/** How much and how long an answer may be; goes along with the exchange of CXF. */
sealed interface Begrenzing permits Gesprek, Registergesprek {

  String SLEUTEL = Begrenzing.class.getName();

  /** The bounds of the question that this answer belongs to. */
  static Begrenzing van(Message message) {
    return (Begrenzing) message.getExchange().getOutMessage().get(SLEUTEL);
  }

  /** Name of the source. */
  String bron();

  /** Bytes, envelope included. */
  long maximum();

  boolean isTeLaat();
}
