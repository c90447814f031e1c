package nl.ketenbrug.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of the whole process for each calculation, in nanoseconds: with collecting garbage
 * and compiling, and without the time in which a busy machine let it wait.
 */
public final class Processortijd implements InternalProfiler {

  static final String NAAM = "processortijd";

  private final OperatingSystemMXBean machine =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long begin;

  @Override
  public String getDescription() {
    return "Processortijd per berekening";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteratie) {
    begin = machine.getProcessCpuTime();
  }

  @Override
  public List<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteratie, IterationResult uitkomst) {
    long verbruikt = machine.getProcessCpuTime() - begin;
    double perKeer = (double) verbruikt / uitkomst.getMetadata().getAllOps();
    return List.of(new ScalarResult(NAAM, perKeer, "ns/op", AggregationPolicy.AVG));
  }
}
