package nl.ketenbrug.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How long something took.
 *
 * @param seconden on the clock
 * @param processortijd seconds that this process kept a core busy; that of the database is not in
 *     it
 */
record Meetduur(double seconden, double processortijd) {

  private static final double NANO = 1e9;
  private static final OperatingSystemMXBean MACHINE =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  interface Werk {
    void doe() throws Exception;
  }

  static Meetduur van(Werk werk) throws Exception {
    Meter meter = meter();
    werk.doe();
    return meter.lees();
  }

  static Meter meter() {
    return new Meter(System.nanoTime(), MACHINE.getProcessCpuTime());
  }

  Meetduur plus(Meetduur meer) {
    return new Meetduur(seconden + meer.seconden, processortijd + meer.processortijd);
  }

  Meetduur min(Meetduur minder) {
    return new Meetduur(seconden - minder.seconden, processortijd - minder.processortijd);
  }

  record Meter(long begin, long processor) {
    Meetduur lees() {
      return new Meetduur(
          (System.nanoTime() - begin) / NANO, (MACHINE.getProcessCpuTime() - processor) / NANO);
    }
  }
}
