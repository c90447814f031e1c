package nl.ketenbrug.delivery;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Set;

/**
 * That a partner may ask what the register of attachments holds about one debtor.
 *
 * @param grondslag the legal basis; without it there is no right
 * @param doelen for what it may ask
 * @param beslagvrijeVoet whether the determination in force is told too
 */
public record Raadpleegrecht(
    @NotBlank(
            message =
                "ontbreekt: zonder wettelijke grondslag mag deze partner het beslagregister niet raadplegen")
        String grondslag,
    @NotEmpty Set<@NotNull Doelbinding> doelen,
    boolean beslagvrijeVoet) {}
