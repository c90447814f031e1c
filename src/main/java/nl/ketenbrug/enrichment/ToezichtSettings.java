package nl.ketenbrug.enrichment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Whether debtors are recognised in what registers and debt counsellors tell without a citizen
 * service number.
 *
 * @param aan needs a ground of the installation: it keeps who is in those cases, and by what
 *     debtors can be recognised
 */
@Validated
@ConfigurationProperties("ketenbrug.toezicht")
record ToezichtSettings(boolean aan) {}
