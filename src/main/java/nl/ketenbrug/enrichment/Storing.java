package nl.ketenbrug.enrichment;

import jakarta.jms.JMSException;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jms.JmsException;
import org.springframework.transaction.TransactionException;

/** Tells a fault of one dossier from one that every dossier would have now. */
final class Storing {

  private Storing() {}

  /** The database or the broker is away, or the engine is stopping: trying again later helps. */
  static boolean vanAllen(Throwable fout) {
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof DataIntegrityViolationException) {
        return false;
      }
      if (e instanceof DataAccessException
          || e instanceof TransactionException
          || e instanceof JmsException
          || e instanceof JMSException
          || e instanceof RejectedExecutionException
          || e instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  /** Kind and place, never the text: that may quote the message. */
  static String soort(Throwable fout) {
    StackTraceElement[] plaats = fout.getStackTrace();
    return fout.getClass().getName() + (plaats.length == 0 ? "" : " " + plaats[0]);
  }
}
