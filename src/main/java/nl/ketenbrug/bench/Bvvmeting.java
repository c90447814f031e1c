package nl.ketenbrug.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;
import nl.ketenbrug.bvv.Bedragbepaling;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.Uitkomst;
import nl.ketenbrug.bvv.Verzoek;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is measured of the beslagvrije voet: each method is one calculation of the next request. */
@State(Scope.Thread)
public class Bvvmeting {

  /** A power of two; the requests do not fit the processor's nearest caches, as in practice. */
  static final int AANTAL = 1 << 13;

  @Param("config/bvv")
  public String cijfers;

  @Param("20260714")
  public long seed;

  @Param("gemengd")
  public String werk;

  private BeslagvrijeVoet beslagvrijeVoet;
  private ObjectWriter json;
  private Verzoek[] verzoeken;
  private int volgende;

  @Setup
  public void bereidVoor() {
    beslagvrijeVoet = new BeslagvrijeVoet(Cijfers.lees(Path.of(cijfers)));
    ObjectMapper mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    json = mapper.writer();
    verzoeken = new Verzoeken(seed, Verzoeken.Werk.van(werk)).neem(AANTAL);
  }

  /** The amount alone. */
  @Benchmark
  public Bedragbepaling kaal() {
    return beslagvrijeVoet.bedrag(verzoek());
  }

  /** The amount with its receipt, as an object. */
  @Benchmark
  public Uitkomst kwitantie() {
    return beslagvrijeVoet.bereken(verzoek());
  }

  /** The amount with its receipt, written as JSON. */
  @Benchmark
  public byte[] kwitantieAlsJson() throws JsonProcessingException {
    return json.writeValueAsBytes(beslagvrijeVoet.bereken(verzoek()));
  }

  private Verzoek verzoek() {
    volgende = (volgende + 1) & (AANTAL - 1);
    return verzoeken[volgende];
  }
}
