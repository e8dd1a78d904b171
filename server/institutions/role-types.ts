import type { CodeRow } from './code-tables.ts'

// Code, name and area of the roles found in real Alma data (facts: alma-behaviour §1.2), then those whose Alma code
// nobody published; these have codes of our own.
const table = `
0|Deposit Manager|Digital
1|Deposit Operator|Digital
2|Deposit Operator Extended|Digital
12|Digital Inventory Operator|Resources
21|User Manager|User Management
26|General System Administrator|Administration
29|Repository Manager|Resources
32|Circulation Desk Operator|Fulfillment
33|Vendor Manager|Acquisitions
34|Ledger Manager|Acquisitions
36|Fund Manager|Acquisitions
37|Receiving Operator|Acquisitions
38|Fulfillment Services Operator|Fulfillment
41|License Manager|Acquisitions
43|Invoice Operator|Acquisitions
44|Invoice Manager|Acquisitions
45|Fiscal Period Manager|Acquisitions
46|Selector|Acquisitions
47|Purchasing Operator Extended|Acquisitions
48|Invoice Operator Extended|Acquisitions
50|User Administrator|User Management
51|Requests Operator|Fulfillment
52|Fulfillment Administrator|Fulfillment
53|Repository Administrator|Resources
54|Purchasing Operator|Acquisitions
55|Purchasing Manager|Acquisitions
56|Acquisitions Administrator|Acquisitions
57|Letter Administrator|Administration
58|License Viewer|Acquisitions
200|Patron|Fulfillment
204|Cataloger|Resources
205|Catalog Administrator|Resources
206|Catalog Manager|Resources
208|CDI Inventory Operator|Resources
209|Electronic Inventory Operator|Resources
210|Physical Inventory Operator|Resources
214|Work Order Operator|Fulfillment
215|Fulfillment Services Manager|Fulfillment
217|Trial Manager|Acquisitions
220|Designs Analytics|Analytics
221|Circulation Desk Manager|Fulfillment
222|SDK Write|Integration
223|API Fulfillment Read|Integration
224|Electronic Inventory Operator Extended|Resources
225|Physical Inventory Operator Extended|Resources
226|Digital Inventory Operator Extended|Resources
227|Cataloger Extended|Resources
228|Collection Inventory Operator|Resources
229|Collection Inventory Operator Extended|Resources
231|Course Reserves Manager|Fulfillment
232|API Label Printing Read|Integration
233|API User Information Read|Integration
234|API User Information Write|Integration
235|API Resource Management Read|Integration
236|API Fulfillment Write|Integration
238|API Infra Read|Integration
239|Resource Sharing Partners Manager|Fulfillment
243|Selector Extended|Acquisitions
244|Usage Data Operator|Acquisitions
247|Purchase Request Manager|Acquisitions
248|Purchase Request Operator Extended|Acquisitions
250|Vendor Account Manager|Acquisitions
251|Course Reserves Viewer|Fulfillment
300|Discovery - Admin|Discovery
301|Known issues operator|Discovery
372|API Analytics Read|Integration
428|Printout Queue Manager|Fulfillment
2200|Analytics Administrator|Analytics
CIRC_DESK_OPERATOR_LIMITED|Circulation Desk Operator - Limited|Fulfillment
RECEIVING_OPERATOR_LIMITED|Receiving Operator Limited|Acquisitions
COURSE_RESERVES_OPERATOR|Course Reserves Operator|Fulfillment
PURCHASE_REQUEST_OPERATOR|Purchase Request Operator|Acquisitions
INSTRUCTOR|Instructor|Fulfillment
TRIAL_PARTICIPANT|Trial Participant|Acquisitions
LEGANTO_COURSE_OPERATOR|Leganto Course Operator|Fulfillment
LEGANTO_INTERFACE_ADMINISTRATOR|Leganto Interface Administrator|Fulfillment
SELECTOR_LIMITED|Selector Limited|Acquisitions
SUPER_SELECTOR|Super Selector|Acquisitions
RIALTO_MANAGER|Rialto Manager|Acquisitions
RIALTO_ADMINISTRATOR|Rialto Administrator|Acquisitions
RESEARCH_ASSET_MANAGER|Research Asset Manager|Research
RESEARCHER_MANAGER|Researcher Manager|Research`

/** The role catalogue (features M1), ordered by name. */
export const roleTypes: readonly CodeRow[] = table
  .trim()
  .split('\n')
  .map(line => {
    const [code, label, area] = line.split('|') as [string, string, string]
    return { code, label, details: { area } }
  })
  .sort((left, right) => left.label.localeCompare(right.label, 'en'))
