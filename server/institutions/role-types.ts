import { type RoleParameterType, type RoleRules, rolesWithoutRules } from '../../contract/roles.ts'
import type { CodeRow } from './code-tables.ts'

/**
 * Code, name, area, what the role can be good for, its parameters (`!`: it is nothing without one), and whether it signs in
 * and then is a named user (seed 000). First the roles found in real Alma data (facts: alma-behaviour §1.2), then those whose
 * Alma code nobody published; these have codes of our own.
 */
const table = `
0|Deposit Manager|Digital|institution library||named
1|Deposit Operator|Digital|institution library||named
2|Deposit Operator Extended|Digital|institution library||named
12|Digital Inventory Operator|Resources|institution library|MetadataType|named
21|User Manager|User Management|institution library|CantEditRestrictedUsers|named
26|General System Administrator|Administration|institution||named
29|Repository Manager|Resources|institution library||named
32|Circulation Desk Operator|Fulfillment|library|CirculationDesk! CantEditRestrictedUsers|named
33|Vendor Manager|Acquisitions|institution||named
34|Ledger Manager|Acquisitions|institution library||named
36|Fund Manager|Acquisitions|institution library||named
37|Receiving Operator|Acquisitions|institution library|ServiceUnit|named
38|Fulfillment Services Operator|Fulfillment|institution library||named
41|License Manager|Acquisitions|institution||named
43|Invoice Operator|Acquisitions|institution library||named
44|Invoice Manager|Acquisitions|institution library||named
45|Fiscal Period Manager|Acquisitions|institution||named
46|Selector|Acquisitions|institution||uncounted
47|Purchasing Operator Extended|Acquisitions|institution library||named
48|Invoice Operator Extended|Acquisitions|institution library||named
50|User Administrator|User Management|institution||named
51|Requests Operator|Fulfillment|library|CirculationDesk!|named
52|Fulfillment Administrator|Fulfillment|institution||named
53|Repository Administrator|Resources|institution||named
54|Purchasing Operator|Acquisitions|institution library||named
55|Purchasing Manager|Acquisitions|institution library||named
56|Acquisitions Administrator|Acquisitions|institution||named
57|Letter Administrator|Administration|institution||named
58|License Viewer|Acquisitions|institution||named
200|Patron|Fulfillment|institution||uncounted
204|Cataloger|Resources|institution library|MetadataType|named
205|Catalog Administrator|Resources|institution||named
206|Catalog Manager|Resources|institution||named
208|CDI Inventory Operator|Resources|institution||named
209|Electronic Inventory Operator|Resources|institution library||named
210|Physical Inventory Operator|Resources|institution library||named
214|Work Order Operator|Fulfillment|institution library|ServiceUnit|named
215|Fulfillment Services Manager|Fulfillment|institution library||named
217|Trial Manager|Acquisitions|institution||named
220|Designs Analytics|Analytics|institution||named
221|Circulation Desk Manager|Fulfillment|library|CirculationDesk! CantEditRestrictedUsers|named
222|SDK Write|Integration|institution||none
223|API Fulfillment Read|Integration|institution||none
224|Electronic Inventory Operator Extended|Resources|institution library||named
225|Physical Inventory Operator Extended|Resources|institution library||named
226|Digital Inventory Operator Extended|Resources|institution library|MetadataType|named
227|Cataloger Extended|Resources|institution library|MetadataType|named
228|Collection Inventory Operator|Resources|institution library||named
229|Collection Inventory Operator Extended|Resources|institution library||named
231|Course Reserves Manager|Fulfillment|institution library||named
232|API Label Printing Read|Integration|institution||none
233|API User Information Read|Integration|institution||none
234|API User Information Write|Integration|institution||none
235|API Resource Management Read|Integration|institution||none
236|API Fulfillment Write|Integration|institution||none
238|API Infra Read|Integration|institution||none
239|Resource Sharing Partners Manager|Fulfillment|institution||named
243|Selector Extended|Acquisitions|institution library||named
244|Usage Data Operator|Acquisitions|institution||named
247|Purchase Request Manager|Acquisitions|institution library||named
248|Purchase Request Operator Extended|Acquisitions|institution library||named
250|Vendor Account Manager|Acquisitions|institution library||named
251|Course Reserves Viewer|Fulfillment|institution library||named
300|Discovery - Admin|Discovery|institution||named
301|Known issues operator|Discovery|institution||named
372|API Analytics Read|Integration|institution||none
428|Printout Queue Manager|Fulfillment|institution||named
2200|Analytics Administrator|Analytics|institution||named
CIRC_DESK_OPERATOR_LIMITED|Circulation Desk Operator - Limited|Fulfillment|library|CirculationDesk! CantEditRestrictedUsers|named
RECEIVING_OPERATOR_LIMITED|Receiving Operator Limited|Acquisitions|institution library|ServiceUnit|named
COURSE_RESERVES_OPERATOR|Course Reserves Operator|Fulfillment|institution library||named
PURCHASE_REQUEST_OPERATOR|Purchase Request Operator|Acquisitions|institution library||named
INSTRUCTOR|Instructor|Fulfillment|institution||uncounted
TRIAL_PARTICIPANT|Trial Participant|Acquisitions|institution||uncounted
LEGANTO_COURSE_OPERATOR|Leganto Course Operator|Fulfillment|institution library||uncounted
LEGANTO_INTERFACE_ADMINISTRATOR|Leganto Interface Administrator|Fulfillment|institution||uncounted
SELECTOR_LIMITED|Selector Limited|Acquisitions|institution||uncounted
SUPER_SELECTOR|Super Selector|Acquisitions|institution||uncounted
RIALTO_MANAGER|Rialto Manager|Acquisitions|institution||uncounted
RIALTO_ADMINISTRATOR|Rialto Administrator|Acquisitions|institution||uncounted
RESEARCH_ASSET_MANAGER|Research Asset Manager|Research|institution||named
RESEARCHER_MANAGER|Researcher Manager|Research|institution||named`

const parametersOf = (text: string): RoleRules['parameters'] =>
  Object.fromEntries(
    text
      .split(' ')
      .filter(Boolean)
      .map(one => [one.replace('!', '') as RoleParameterType, one.endsWith('!') ? 'required' : 'allowed']),
  )

/** The role catalogue (features M1), ordered by name; what it says about a role is in `details`. */
export const roleTypes: readonly (CodeRow & { details: RoleRules })[] = table
  .trim()
  .split('\n')
  .map(line => {
    const [code, label, area, scopes, parameters, signIn] = line.split('|') as [string, ...string[]]
    const details: RoleRules = {
      area: area!,
      scopes: scopes!.split(' ') as RoleRules['scopes'],
      parameters: parametersOf(parameters!),
      signs_in: signIn !== 'none',
      named_user: signIn === 'named',
    }
    return { code, label: label!, details }
  })
  .sort((left, right) => left.label.localeCompare(right.label, 'en'))

const rulesByCode = new Map(roleTypes.map(role => [role.code, role.details]))

/** What the catalogue says about a role; one that an institution made up may be anything and needs nothing. */
export const rulesOfRole = (code: string): RoleRules => rulesByCode.get(code) ?? rolesWithoutRules
