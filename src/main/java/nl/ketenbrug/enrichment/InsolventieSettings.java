package nl.ketenbrug.enrichment;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whether and how the insolvency register is followed.
 *
 * @param aan needs a ground of the installation: it keeps a copy of the register, and by what
 *     debtors can be recognised
 * @param opElkUur load everything at any hour, which only a simulated register bears
 * @param voeding milliseconds between two rounds
 * @param tegelijk questions that one engine has running at a time
 * @param uitstel seconds until something is asked again, should the engine stop halfway
 */
@Validated
@ConfigurationProperties("ketenbrug.insolventies")
record InsolventieSettings(
    boolean aan,
    boolean opElkUur,
    @DefaultValue("1000") @Min(1) long voeding,
    @DefaultValue("2") @Min(1) int tegelijk,
    @DefaultValue("300") @Min(1) long uitstel) {}
