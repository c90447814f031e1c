package nl.ketenbrug.recht;

import io.cucumber.core.options.Constants;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The scenarios of {@code src/test/resources/recht}: the law in Dutch, one file an article. */
@Suite
@IncludeEngines("cucumber")
@SelectPackages("recht")
@ConfigurationParameter(key = Constants.GLUE_PROPERTY_NAME, value = "nl.ketenbrug.recht")
@ConfigurationParameter(key = Constants.PLUGIN_PUBLISH_QUIET_PROPERTY_NAME, value = "true")
@ConfigurationParameter(key = "cucumber.junit-platform.naming-strategy", value = "long")
class RechtTest {}
