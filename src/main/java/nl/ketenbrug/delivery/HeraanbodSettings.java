package nl.ketenbrug.delivery;

import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param alleenTot events of one partner that one account may offer again alone within a day; above
 *     it another account agrees
 */
@Validated
@ConfigurationProperties("ketenbrug.heraanbod")
public record HeraanbodSettings(@PositiveOrZero long alleenTot) {}
