package nl.ketenbrug.enrichment;
import org.springframework.stereotype.Component;
@Component("verrijking")
public class Verrijking { public boolean nodig(String x){return false;} public void verrijk(org.apache.camel.Exchange e){} }
