departments = Departments and teams
departments-none = No departments yet
departments-none-note = Open departments or teams to assign work and address documents by group.
department-open = Open a department or team
department-open-do = Open
department-name = Full name
department-symbol = Symbol
department-kind = Kind
department-kind-department = Department
department-kind-team = Specialist team
department-kind-group = Group
positions-count = { $count ->
    [one] 1 position
   *[other] { $count } positions
}
