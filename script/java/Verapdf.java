import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** Validates PDF files, one line of JSON for each file and flavour: Verapdf ua1,3a FILE... */
public final class Verapdf {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        for (int at = 1; at < arguments.length; at++) {
            for (String flavour : arguments[0].split(",")) {
                System.out.println(JSON.writeValueAsString(validate(arguments[at], PDFAFlavour.fromString(flavour))));
            }
        }
    }

    private static Map<String, Object> validate(String file, PDFAFlavour flavour) throws Exception {
        if (flavour == PDFAFlavour.NO_FLAVOUR) {
            throw new IllegalArgumentException("veraPDF knows no such flavour");
        }
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, Object> found = new LinkedHashMap<>();
            found.put("file", file);
            found.put("flavour", flavour.getId());
            found.put("rules", Profiles.getVeraProfileDirectory().getValidationProfileByFlavour(flavour).getRules().size());
            found.put("assertions", result.getTotalAssertions());
            found.put("compliant", result.isCompliant());
            found.put("failures", failures(result));
            return found;
        }
    }

    private static List<Map<String, Object>> failures(ValidationResult result) {
        Map<RuleId, String> messages = new LinkedHashMap<>();
        for (TestAssertion one : result.getTestAssertions()) {
            messages.putIfAbsent(one.getRuleId(), one.getMessage());
        }
        List<Map<String, Object>> found = new ArrayList<>();
        for (Map.Entry<RuleId, Integer> one : result.getFailedChecks().entrySet()) {
            Map<String, Object> failure = new LinkedHashMap<>();
            failure.put("rule", one.getKey().getClause() + "-" + one.getKey().getTestNumber());
            failure.put("count", one.getValue());
            failure.put("message", messages.get(one.getKey()));
            found.add(failure);
        }
        return found;
    }
}
