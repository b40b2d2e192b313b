import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Checks every file against every flavour in one run of Java: most of a run is its start.
 *
 * <p>Verify --flavour=NAME… FILE.pdf… prints "PASS ua1 file" or "FAIL ua1 file" and the clauses that fail with how often.
 */
public final class Verify {
    private static final String OPTION = "--flavour=";

    private static boolean check(PDFAFlavour flavour, String file) {
        try (FileInputStream stream = new FileInputStream(file);
             PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            boolean passes = result.isCompliant();
            System.out.println((passes ? "PASS " : "FAIL ") + flavour.getId() + " " + file);
            TreeMap<String, Integer> rules = new TreeMap<>();
            for (var failed : result.getFailedChecks().entrySet()) {
                RuleId rule = failed.getKey();
                rules.merge(rule.getClause() + "-" + rule.getTestNumber(), failed.getValue(), Integer::sum);
            }
            rules.forEach((rule, count) -> System.out.println("  " + rule + " " + count));
            return passes;
        } catch (Exception error) {
            System.out.println("FAIL " + flavour.getId() + " " + file + "\n  cannot be read: " + error.getMessage());
            return false;
        }
    }

    public static void main(String[] arguments) {
        List<PDFAFlavour> flavours = new ArrayList<>();
        int next = 0;
        for (; next < arguments.length && arguments[next].startsWith(OPTION); next++) {
            flavours.add(PDFAFlavour.fromString(arguments[next].substring(OPTION.length())));
        }
        VeraGreenfieldFoundryProvider.initialise();
        boolean all = true;
        for (; next < arguments.length; next++) {
            for (PDFAFlavour flavour : flavours) {
                all &= check(flavour, arguments[next]);
            }
        }
        System.exit(all ? 0 : 1);
    }
}
