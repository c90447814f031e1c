package nl.ketenbrug.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/**
 * Takes the whole answer in, within its bounds, before anything of it is read: else what comes
 * after the part that is read is never looked at, neither its size nor whether it came.
 */
final class Heelantwoord extends AbstractPhaseInterceptor<Message> {

  Heelantwoord() {
    super(Phase.RECEIVE);
    addAfter(Antwoordgrens.class.getName());
  }

  @Override
  public void handleMessage(Message message) {
    InputStream in = message.getContent(InputStream.class);
    if (in == null) {
      return;
    }
    try (in) {
      message.setContent(InputStream.class, new ByteArrayInputStream(in.readAllBytes()));
    } catch (IOException e) {
      throw new Fault(e);
    }
  }
}
