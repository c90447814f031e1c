package nl.ketenbrug.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.GeweigerdBericht;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/**
 * Bounds an answer while it comes in: in bytes, and in time also for who sends a little at a time.
 * Nothing is read beyond the bound.
 */
final class Antwoordgrens extends AbstractPhaseInterceptor<Message> {

  Antwoordgrens() {
    super(Phase.RECEIVE);
  }

  @Override
  public void handleMessage(Message message) {
    InputStream in = message.getContent(InputStream.class);
    if (in != null) {
      message.setContent(InputStream.class, new Begrensd(in, Begrenzing.van(message)));
    }
  }

  private static final class Begrensd extends FilterInputStream {
    private final Begrenzing grens;
    private long over;

    Begrensd(InputStream in, Begrenzing grens) {
      super(in);
      this.grens = grens;
      this.over = grens.maximum();
    }

    @Override
    public int read() throws IOException {
      byte[] een = new byte[1];
      return read(een, 0, 1) < 0 ? -1 : een[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int begin, int aantal) throws IOException {
      if (grens.isTeLaat()) {
        throw telaat(grens.bron());
      }
      int gelezen = super.read(buffer, begin, aantal);
      over -= Math.max(0, gelezen);
      if (over < 0) {
        GeweigerdBericht gebrek = Antwoordgebrek.TE_GROOT.weiger(grens.bron());
        throw gebrek;
      }
      return gelezen;
    }

    /** A parser that asks for less than there is would never see the bound. */
    @Override
    public long skip(long aantal) throws IOException {
      throw new IOException("Een antwoord wordt gelezen, niet overgeslagen");
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  static BronNietBereikbaar telaat(String bron) {
    return new BronNietBereikbaar(
        bron, "bron-te-laat", "Bron " + bron + " antwoordde niet op tijd", null);
  }
}
