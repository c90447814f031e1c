package nl.ketenbrug.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Paper instead of a channel.
 *
 * @param tijd Dutch clock time from which the bundle of a day is made
 * @param grootste events in one bundle; what is more comes in the next
 * @param waarschuwDagen after so many days a bundle that was not handed over is warned of
 * @param regios name of a region, and the codes of the partners in it
 */
@Validated
@ConfigurationProperties("ketenbrug.uitwijk")
public record UitwijkSettings(
    @DefaultValue("06:00") @NotNull LocalTime tijd,
    @DefaultValue("200") @Min(1) @Max(500) int grootste,
    @DefaultValue("3") @Min(1) int waarschuwDagen,
    @DefaultValue Map<String, List<String>> regios) {}
